#include "core/simulation/drawn_document.h"

#include "core/base/check.h"
#include "core/simulation/people.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace consentry::simulation {
namespace {

constexpr int leftEdge = 56; ///< points, of a page of 595 × 842
constexpr int rightEdge = 539;

/// Objects 1 and 2 are the catalog and the list of pages, those after them fonts.
constexpr std::string_view latinFont = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
                                       "/Encoding/WinAnsiEncoding>>";
constexpr std::string_view boldFont = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold"
                                      "/Encoding/WinAnsiEncoding>>";
constexpr std::string_view chineseFont = "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light"
                                         "/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>";
constexpr std::string_view chineseShapes =
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
    "/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor 7 0 R>>";
constexpr std::string_view chineseMeasures =
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>";

/// UTF-8 of the basic plane as hexadecimal UCS-2.
std::string ucs2(std::string_view text) {
    std::string hex;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t at) {
            return static_cast<unsigned>(static_cast<unsigned char>(text[at]));
        };
        const unsigned first = byte(i);
        unsigned code = first;
        if (first >= 0xE0) {
            code = (first & 0x0FU) << 12U | (byte(i + 1) & 0x3FU) << 6U | (byte(i + 2) & 0x3FU);
        } else if (first >= 0xC0) {
            code = (first & 0x1FU) << 6U | (byte(i + 1) & 0x3FU);
        }
        i += first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        char digits[5];
        std::snprintf(digits, sizeof digits, "%04X", code & 0xFFFFU);
        hex += digits;
    }
    return hex;
}

/// One page's content stream (§8, §9).
class PageContent {
public:
    void latin(int x, int y, int size, std::string_view words, const char* font = "H") {
        begin(x, y, size, font);
        m_text += "(" + std::string(words) + ") Tj ET\n"; // no brackets in our words
    }
    void bold(int x, int y, int size, std::string_view words) { latin(x, y, size, words, "B"); }
    void chinese(int x, int y, int size, std::string_view words) {
        begin(x, y, size, "C");
        m_text += "<" + ucs2(words) + "> Tj ET\n";
    }
    void rule(int y) {
        draw("0.8 w 0.5 G " + std::to_string(leftEdge) + " " + std::to_string(y) + " m " +
             std::to_string(rightEdge) + " " + std::to_string(y) + " l S 0 G");
    }
    void draw(std::string_view operators) { m_text += std::string(operators) + "\n"; }
    const std::string& text() const { return m_text; }

private:
    void begin(int x, int y, int size, const char* font) {
        m_text += "BT /" + std::string(font) + " " + std::to_string(size) + " Tf " +
                  std::to_string(x) + " " + std::to_string(y) + " Td ";
    }
    std::string m_text;
};

void addHead(PageContent& page, int number) {
    const auto& all = demoOrganizations();
    const auto hospital =
        std::find_if(all.begin(), all.end(), [](const auto& o) { return o.key == "dongling"; });
    CHECK(hospital != all.end());
    page.chinese(leftEdge, 780, 16, hospital->name.zh);
    page.latin(leftEdge, 762, 11, hospital->name.en);
    page.rule(750);
    page.rule(62);
    page.chinese(leftEdge, 46, 9, "演示用，内容均为虚构");
    page.latin(leftEdge + 110, 46, 9, "Invented for the demonstration");
    page.latin(rightEdge - 26, 46, 9, std::to_string(number) + " / 2");
}

PageContent wordsPage() {
    PageContent page;
    addHead(page, 1);
    page.chinese(leftEdge, 712, 20, "影像检查报告");
    page.bold(leftEdge + 136, 712, 18, "Imaging report");
    const auto fact = [&](int y, std::string_view zh, std::string_view en, std::string_view valueZh,
                          std::string_view valueEn) {
        page.chinese(leftEdge, y, 11, zh);
        page.latin(leftEdge + 52, y, 11, en);
        page.chinese(leftEdge + 144, y, 11, valueZh);
        page.latin(leftEdge + 274, y, 11, valueEn);
    };
    const DemoPatient& patient = demoPatient();
    fact(676, "患者", "Patient", patient.name.zh, patient.name.en);
    fact(656, "检查", "Examination", "左腕关节正侧位片", "Left wrist, two views");
    fact(636, "申请", "Asked by", "创伤骨科", "Trauma surgery");
    page.rule(618);
    page.chinese(leftEdge, 588, 13, "所见");
    page.bold(leftEdge + 34, 588, 13, "Findings");
    page.chinese(leftEdge, 564, 12, "左桡骨远端可见横行骨折线，远折端向背侧轻度移位。");
    page.chinese(leftEdge, 544, 12, "尺骨茎突完整，腕骨排列正常，未见其他骨折。");
    page.latin(leftEdge, 516, 12,
               "A fracture line runs across the distal end of the left radius; the distal part is");
    page.latin(leftEdge, 499, 12,
               "slightly displaced to the back of the hand. The styloid of the ulna is whole, the");
    page.latin(leftEdge, 482, 12, "carpal bones stand as they should. No other fracture is seen.");
    page.chinese(leftEdge, 425, 13, "印象");
    page.bold(leftEdge + 34, 425, 13, "Impression");
    page.chinese(leftEdge, 401, 12, "左桡骨远端骨折，轻度移位。");
    page.latin(leftEdge, 381, 12, "Fracture of the distal left radius, slightly displaced.");
    page.chinese(leftEdge, 341, 13, "建议");
    page.bold(leftEdge + 34, 341, 13, "Advice");
    page.chinese(leftEdge, 317, 12, "手法复位，石膏固定四周后复查。");
    page.latin(leftEdge, 297, 12, "Closed reduction and a cast; another picture after four weeks.");
    page.latin(leftEdge, 257, 11, "A drawing is on the next page.");
    return page;
}

PageContent drawingPage() {
    PageContent page;
    addHead(page, 2);
    page.chinese(leftEdge, 712, 16, "左腕示意图");
    page.bold(leftEdge + 96, 712, 15, "Drawing of the left wrist");
    // Two long bones with round ends, and the carpal bones as circles of one point.
    page.draw("1 J 0.55 G 46 w 110 520 m 300 512 l S 40 w 346 494 m 372 490 l S");
    page.draw("32 w 110 420 m 372 426 l S");
    page.draw("34 w 416 492 m 416 492 l S 416 446 m 416 446 l S 446 468 m 446 468 l S");
    page.draw("0.9 G 34 w 110 520 m 296 513 l S 28 w 348 494 m 370 490 l S");
    page.draw("20 w 110 420 m 370 426 l S 24 w 416 492 m 416 492 l S 416 446 m 416 446 l S");
    page.draw("446 468 m 446 468 l S 0 J 0 G");
    // Where it is broken.
    page.draw("2 w 0.61 0.17 0.16 RG [6 4] 0 d 314 556 m 330 462 l S [] 0 d");
    page.draw("1 w 330 590 m 324 560 l S 0 G");
    page.chinese(270, 612, 12, "骨折线");
    page.latin(314, 612, 12, "Fracture line");
    page.chinese(120, 556, 12, "桡骨");
    page.latin(150, 556, 12, "Radius");
    page.chinese(120, 386, 12, "尺骨");
    page.latin(150, 386, 12, "Ulna");
    page.chinese(400, 536, 12, "腕骨");
    page.latin(430, 536, 12, "Carpal bones");
    page.chinese(leftEdge, 320, 12, "远折端向背侧移位约二毫米，背倾约十度。");
    page.latin(leftEdge, 300, 12,
               "Displaced by about two millimetres, tilted by about ten degrees.");
    return page;
}

std::string streamOf(const PageContent& page) {
    return "<</Length " + std::to_string(page.text().size()) + ">>\nstream\n" + page.text() +
           "endstream";
}

/// §7.5: header, objects, table of where they begin, trailer.
Bytes assemble(const std::vector<std::string>& objects) {
    std::string text = "%PDF-1.4\n";
    std::string table = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        char entry[32];
        std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", text.size());
        table += entry;
        text += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string count = std::to_string(objects.size() + 1);
    const std::string start = std::to_string(text.size());
    text += "xref\n0 " + count + "\n" + table + "trailer\n<</Size " + count +
            "/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
    return toBytes(bytesOf(text));
}

} // namespace

Bytes drawnReport() {
    std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R>>",
                                     "<</Type/Pages/Count 2/Kids[8 0 R 10 0 R]>>"};
    for (const std::string_view font :
         {latinFont, boldFont, chineseFont, chineseShapes, chineseMeasures}) {
        objects.emplace_back(font);
    }
    for (const PageContent& page : {wordsPage(), drawingPage()}) {
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " +
                          std::to_string(objects.size() + 2) +
                          " 0 R/Resources<</Font<</H 3 0 R/B 4 0 R/C 5 0 R>>>>>>");
        objects.push_back(streamOf(page));
    }
    return assemble(objects);
}

} // namespace consentry::simulation
