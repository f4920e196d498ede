// What documents carry inside: decoded, and believed only as far as the bytes bear it out.
#include "core/clinical/attachment.h"

#include <QTest>

using namespace consentry;
using namespace consentry::clinical;

namespace {

std::vector<Attachment> read(const std::string& json) {
    JsonDocument document;
    if (!document.read(json)) {
        qFatal("no JSON: %s", json.c_str());
    }
    return attachmentsOf(document.root());
}

std::string media(const std::string& members) {
    return R"({"resourceType":"Media","content":{)" + members + "}}";
}

const std::string hello = R"("contentType":"text/plain","data":"aGVsbG8=")";

} // namespace

class AttachmentTest : public QObject {
    Q_OBJECT
private slots:
    void standsWhereEachResourceHasIt();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void readsTheTypeWithItsCharset();
    void takesNoMoreThanItLooksAt();
};

void AttachmentTest::standsWhereEachResourceHasIt() {
    const std::string both = "[{" + hello + "},{" + hello + "}]";
    QCOMPARE(read(R"({"resourceType":"DiagnosticReport","presentedForm":)" + both + "}").size(),
             std::size_t{2});
    QCOMPARE(
        read(R"({"resourceType":"DocumentReference","content":[{"attachment":{)" + hello + "}}]}")
            .size(),
        std::size_t{1});
    QCOMPARE(read(media(hello)).size(), std::size_t{1});
    QCOMPARE(textOf(read(media(hello)).front().content), std::string_view("hello"));
    QVERIFY(read(R"({"resourceType":"Observation","content":)" + both + "}").empty());
    QVERIFY(read(R"({"resourceType":"DocumentReference","content":["a",3,null]})").empty());
    QVERIFY(read("[]").empty());
}

void AttachmentTest::tellsWhatIsWrong_data() {
    using F = AttachmentFault;
    using K = AttachmentKind;
    QTest::addColumn<QString>("members");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("fault");
    const auto add = [](const char* name, const std::string& members, K kind, F fault) {
        QTest::addRow("%s", name) << QString::fromStdString(members) << int(kind) << int(fault);
    };
    add("as it should be", hello, K::Text, F::None);
    add("size and hash fit", hello + R"(,"size":5,"hash":"qvTGHdzF6KLavt4PO0gs2a6pQ00=")", K::Text,
        F::None);
    add("blanks inside", R"("contentType":"text/plain","data":"aGVs\n bG8=")", K::Text, F::None);
    add("other size", hello + R"(,"size":6)", K::Text, F::OtherSize);
    add("negative size", hello + R"(,"size":-5)", K::Text, F::OtherSize);
    add("size beyond all", hello + R"(,"size":99999999999999999999999)", K::Text, F::OtherSize);
    add("size in words", hello + R"(,"size":"five")", K::Text, F::OtherSize);
    add("other hash", hello + R"(,"hash":"AAAAHdzF6KLavt4PO0gs2a6pQ00=")", K::Text, F::OtherHash);
    add("short hash", hello + R"(,"hash":"qvTG")", K::Text, F::OtherHash);
    add("hash in hexadecimal", hello + R"(,"hash":"aaf4c61d")", K::Text, F::OtherHash);
    add("no base64", R"("contentType":"text/plain","data":"%%%%")", K::Text, F::BrokenData);
    add("cut base64", R"("contentType":"text/plain","data":"aGVsb")", K::Text, F::BrokenData);
    add("empty data", R"("contentType":"text/plain","data":"")", K::Text, F::BrokenData);
    add("data is a number", R"("contentType":"text/plain","data":7)", K::Text, F::BrokenData);
    add("text that says picture", R"("contentType":"image/png","data":"aGVsbG8=")", K::Png,
        F::OtherType);
    add("png that says jpeg", R"("contentType":"image/jpeg","data":"iVBORw0KGgoAAAA=")", K::Jpeg,
        F::OtherType);
    add("png", R"("contentType":"image/png","data":"iVBORw0KGgoAAAA=")", K::Png, F::None);
    add("jpeg", R"("contentType":"image/jpeg","data":"/9j/4AAQ")", K::Jpeg, F::None);
    add("pdf", R"("contentType":"application/pdf","data":"JVBERi0xLjQ=")", K::Pdf, F::None);
    add("no pdf", R"("contentType":"application/pdf","data":"aGVsbG8=")", K::Pdf, F::OtherType);
    add("text with a NUL", R"("contentType":"text/plain","data":"AGhl")", K::Text, F::OtherType);
    add("a picture that is not shown", R"("contentType":"image/svg+xml","data":"PHN2Zz4=")",
        K::Other, F::None);
    add("no type", R"("data":"aGVsbG8=")", K::Other, F::None);
    add("only an address", R"("contentType":"image/png","url":"https://example.org/x.png")", K::Png,
        F::Elsewhere);
    add("nothing", R"("contentType":"image/png")", K::Png, F::Empty);
}

void AttachmentTest::tellsWhatIsWrong() {
    QFETCH(QString, members);
    QFETCH(int, kind);
    QFETCH(int, fault);
    const auto found = read(media(members.toStdString()));
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(int(found.front().kind), kind);
    QCOMPARE(int(found.front().fault), fault);
}

void AttachmentTest::readsTheTypeWithItsCharset() {
    const auto one =
        read(media(R"("contentType":"Text/Plain; Charset=\"GBK\"; x=y","data":"aGVsbG8=")"));
    QCOMPARE(one.front().contentType, std::string("text/plain"));
    QCOMPARE(one.front().charset, std::string("gbk"));
    QVERIFY(one.front().kind == AttachmentKind::Text);
}

void AttachmentTest::takesNoMoreThanItLooksAt() {
    std::string list;
    for (std::size_t i = 0; i <= attachmentsMax; ++i) {
        list += (i == 0 ? "{" : ",{") + hello + "}";
    }
    QCOMPARE(read(R"({"resourceType":"DiagnosticReport","presentedForm":[)" + list + "]}").size(),
             attachmentsMax);
}

QTEST_APPLESS_MAIN(AttachmentTest)
#include "attachment_test.moc"
