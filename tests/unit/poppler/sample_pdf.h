#pragma once

#include "core/base/bytes.h"

#include <cstdio>
#include <string>
#include <vector>

namespace consentry::test {

/// A PDF (ISO 32000-1 §7.5) of these objects, numbered from 1; the first is the catalog.
inline Bytes pdfOf(const std::vector<std::string>& objects, const std::string& trailer = {}) {
    std::string text = "%PDF-1.4\n";
    std::string table = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        char line[32];
        std::snprintf(line, sizeof line, "%010zu 00000 n \n", text.size());
        table += line;
        text += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string size = std::to_string(objects.size() + 1);
    const std::string start = std::to_string(text.size());
    text += "xref\n0 " + size + "\n" + table + "trailer\n<</Size " + size + "/Root 1 0 R" +
            trailer + ">>\nstartxref\n" + start + "\n%%EOF\n";
    return toBytes(bytesOf(text));
}

inline std::string pdfStream(const std::string& content, const std::string& more = {}) {
    return "<</Length " + std::to_string(content.size()) + more + ">>\nstream\n" + content +
           "\nendstream";
}

struct SamplePdf {
    int pages = 2;
    std::string box = "0 0 595 842"; ///< MediaBox, in points
    std::string trailer = {};
};

/// "Page N words" on each page.
inline Bytes samplePdf(const SamplePdf& sample = {}) {
    std::string kids;
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R>>", {}, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
    for (int page = 1; page <= sample.pages; ++page) {
        const std::string number = std::to_string(objects.size() + 1);
        const std::string content = std::to_string(objects.size() + 2);
        kids += number + " 0 R ";
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[" + sample.box + "]/Contents " +
                          content + " 0 R/Resources<</Font<</F 3 0 R>>>>>>");
        objects.push_back(
            pdfStream("BT /F 24 Tf 50 700 Td (Page " + std::to_string(page) + " words) Tj ET"));
    }
    objects[1] = "<</Type/Pages/Count " + std::to_string(sample.pages) + "/Kids[" + kids + "]>>";
    return pdfOf(objects, sample.trailer);
}

/// Asks for a password that nobody knows (§7.6).
inline Bytes encryptedPdf() {
    const std::string id(32, '0');
    std::string hash;
    for (int i = 0; i < 32; ++i) {
        hash += "41";
    }
    SamplePdf sample;
    sample.trailer = "/ID[<" + id + "><" + id +
                     ">]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P " + "-4/O<" + hash + ">/U<" +
                     hash + ">>>";
    return samplePdf(sample);
}

/// One page whose forms call each other so often that drawing it does not end in a lifetime.
inline Bytes endlessPdf() {
    constexpr int depth = 9;
    const auto times = [](const std::string& word) {
        std::string many;
        for (int i = 0; i < 20; ++i) {
            many += word;
        }
        return many;
    };
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 "
        "0 R>>>>>>",
        pdfStream(times("/X Do "))};
    for (int i = 0; i < depth; ++i) {
        const bool isLast = i == depth - 1;
        const std::string next = std::to_string(objects.size() + 2);
        objects.push_back(pdfStream(
            times(isLast ? "0 0 500 800 re f " : "/X Do "),
            "/Type/XObject/Subtype/Form/BBox[0 0 595 842]" +
                (isLast ? std::string() : "/Resources<</XObject<</X " + next + " 0 R>>>>")));
    }
    return pdfOf(objects);
}

/// One page with a picture that says it has ten thousand million pixels.
inline Bytes hugePicturePdf() {
    return pdfOf({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
                  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
                  "<</XObject<</X 5 0 R>>>>>>",
                  pdfStream("595 0 0 842 0 0 cm /X Do"),
                  pdfStream("00>", "/Type/XObject/Subtype/Image/Width 100000/Height 100000"
                                   "/ColorSpace/DeviceRGB/BitsPerComponent 8"
                                   "/Filter/ASCIIHexDecode")});
}

} // namespace consentry::test
