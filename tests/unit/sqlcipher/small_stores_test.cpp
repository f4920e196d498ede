#include "tests/unit/sqlcipher/database_fixture.h"

#include <QTest>

using namespace consentry;
using namespace consentry::test;

namespace {

Identity identityNamed(std::string_view name, std::uint32_t index) {
    Identity identity;
    identity.chainId = "chain";
    identity.party = idOf<PartyId>(name);
    identity.rootIndex = index;
    identity.label = name;
    identity.inceptionKey = idOf<SigningPublicKey>(name);
    identity.deviceSigningKey = idOf<SigningPublicKey>("device");
    identity.deviceSealingKey = idOf<SealingPublicKey>("seal");
    identity.deviceKeyId = idOf<KeyId>("key");
    identity.createdAt = instantFromMillis(5);
    return identity;
}

StoredGrant grantNamed(std::string_view name, std::int64_t createdAt) {
    StoredGrant grant;
    grant.id = idOf<GrantId>(name);
    grant.patient = idOf<PartyId>("patient");
    grant.issuer = idOf<PartyId>("patient");
    grant.counterpart = idOf<PartyId>("hospital");
    grant.content = toBytes(bytesOf(name));
    grant.title = name;
    grant.state = GrantState::Active;
    grant.createdAt = instantFromMillis(createdAt);
    grant.end = instantFromMillis(createdAt + 1000);
    return grant;
}

} // namespace

class SmallStoresTest : public QObject {
    Q_OBJECT

private slots:
    void keepsSettingsWithinTheirLimits();
    void handsOutEachSequenceOnce();
    void holdsSeveralIdentities();
    void findsSecretsByPrefix();
    void keepsGrantsAndTheirStages();
    void marksManyGrantsAtOnce();
    void pagesGrantsNewestFirst();
    void listsContactsByName();
    void followsTransactions();
    void addsAllTransactionsOrNone();
    void neverTrustsALowerHeight();
    void keepsProfilesAndConflicts();
    void keepsNotes();
};

void SmallStoresTest::keepsSettingsWithinTheirLimits() {
    DatabaseFixture f;
    const auto database = f.create();
    SettingsStore& settings = database->settings();
    QVERIFY(!f.must(settings.get("a")));
    f.must(settings.put("a", "1"));
    f.must(settings.put("a", "2"));
    QCOMPARE(f.must(settings.get("a")), std::optional<std::string>("2"));
    f.must(settings.erase("a"));
    QVERIFY(!f.must(settings.get("a")));
    f.must(settings.put("a", ""));
    QCOMPARE(f.must(settings.get("a")), std::optional<std::string>(""));
    f.must(settings.put(std::string(SettingsStore::keyMax, 'k'),
                        std::string(SettingsStore::valueMax, 'v')));
    QCOMPARE(settings.put(std::string(SettingsStore::keyMax + 1, 'k'), "").error().code,
             ErrorCode::TooLarge);
    QCOMPARE(settings.put("a", std::string(SettingsStore::valueMax + 1, 'v')).error().code,
             ErrorCode::TooLarge);
}

void SmallStoresTest::handsOutEachSequenceOnce() {
    DatabaseFixture f;
    auto database = f.create();
    const IdentityId id = f.must(database->identities().add(identityNamed("a", 0)));
    QCOMPARE(f.must(database->identities().takeSequence(id)), std::uint64_t{1});
    QCOMPARE(f.must(database->identities().takeSequence(id)), std::uint64_t{2});
    database.reset();
    database = f.must(f.factory.open(f.file, f.key, DatabaseAccess::ReadWrite));
    QCOMPARE(f.must(database->identities().takeSequence(id)), std::uint64_t{3});
    QCOMPARE(database->identities().takeSequence(IdentityId(99)).error().code, ErrorCode::NotFound);
}

void SmallStoresTest::holdsSeveralIdentities() {
    DatabaseFixture f;
    const auto database = f.create();
    IdentityStore& identities = database->identities();
    f.must(identities.add(identityNamed("everyday", 0)));
    const IdentityId apart = f.must(identities.add(identityNamed("clinic kept apart", 1)));
    QCOMPARE(identities.add(identityNamed("everyday", 2)).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(f.must(identities.list()).size(), std::size_t{2});
    Identity changed = f.must(identities.findByParty(idOf<PartyId>("clinic kept apart")));
    QVERIFY(changed.id == apart);
    changed.label = "心理门诊";
    changed.registered = true;
    f.must(identities.update(changed));
    QCOMPARE(f.must(identities.find(apart)).label, std::string("心理门诊"));
    QVERIFY(f.must(identities.find(apart)).registered);
}

void SmallStoresTest::findsSecretsByPrefix() {
    DatabaseFixture f;
    const auto database = f.create();
    SecretStore& secrets = database->secrets();
    f.must(secrets.putSealed("epoch/a/2", bytesOf("two")));
    f.must(secrets.putSealed("epoch/a/1", bytesOf("one")));
    f.must(secrets.putSealed("epoch/b/1", bytesOf("other")));
    QVERIFY(f.must(secrets.names("epoch/a/")) ==
            std::vector<std::string>({"epoch/a/1", "epoch/a/2"}));
    QVERIFY(f.must(secrets.sealed("epoch/a/2")) == toBytes(bytesOf("two")));
    f.must(secrets.eraseSealed("epoch/a/2"));
    QCOMPARE(secrets.sealed("epoch/a/2").error().code, ErrorCode::NotFound);
}

void SmallStoresTest::keepsGrantsAndTheirStages() {
    DatabaseFixture f;
    const auto database = f.create();
    GrantStore& grants = database->grants();
    StoredGrant grant = grantNamed("g", 10);
    grant.supersedes = idOf<GrantId>("older");
    f.must(grants.put(grant));
    f.must(grants.mark(grant.id, GrantProcess::Grant, GrantStage::Signed,
                       {instantFromMillis(11), {}, idOf<TxHash>("tx"), 0}));
    f.must(grants.mark(grant.id, GrantProcess::Revocation, GrantStage::Proven,
                       {instantFromMillis(13), BlockHeight(9), {}, 0}));
    f.must(grants.mark(grant.id, GrantProcess::Grant, GrantStage::InBlock,
                       {instantFromMillis(12), BlockHeight(7), {}, 0}));
    f.must(grants.setState(grant.id, GrantState::Revoked));
    grant.title = "renamed";
    grant.state = GrantState::Revoked;
    f.must(grants.put(grant)); // keeps the stages
    const auto stages = f.must(grants.stages(grant.id));
    QCOMPARE(stages.size(), std::size_t{3});
    QVERIFY(stages[0].stage == GrantStage::Signed);
    QVERIFY(stages[0].mark.transaction == idOf<TxHash>("tx"));
    QVERIFY(stages[1].mark.height == BlockHeight(7));
    QVERIFY(stages[2].process == GrantProcess::Revocation);
    const StoredGrant found = f.must(grants.find(grant.id));
    QVERIFY(found.state == GrantState::Revoked && found.supersedes == grant.supersedes);
    QCOMPARE(found.title, std::string("renamed"));
    QVERIFY(found.content == grant.content);
    f.must(grants.erase(grant.id));
    QVERIFY(f.must(grants.stages(grant.id)).empty());
    QCOMPARE(grants.setState(grant.id, GrantState::Active).error().code, ErrorCode::NotFound);
}

void SmallStoresTest::marksManyGrantsAtOnce() {
    DatabaseFixture f;
    const auto database = f.create();
    GrantStore& grants = database->grants();
    const StoredGrant first = grantNamed("a", 1);
    const StoredGrant second = grantNamed("b", 2);
    const StoredGrant other = grantNamed("c", 3);
    for (const StoredGrant& grant : {first, second, other}) {
        f.must(grants.put(grant));
    }
    const GrantId ids[] = {first.id, idOf<GrantId>("not here"), second.id};
    const StageMark mark{instantFromMillis(5), BlockHeight(3), idOf<TxHash>("tx"), 0};
    f.must(grants.markAll(ids, GrantProcess::Revocation, GrantStage::Signed, mark));
    QVERIFY(f.must(grants.find(first.id)).state == first.state);
    f.must(grants.markAll(ids, GrantProcess::Revocation, GrantStage::Proven, mark,
                          GrantState::Revoked));
    const auto all = f.must(grants.allStages());
    QCOMPARE(all.size(), std::size_t{2});
    for (const GrantId& id : {first.id, second.id}) {
        QVERIFY(f.must(grants.find(id)).state == GrantState::Revoked);
        QCOMPARE(all.at(id).size(), std::size_t{2});
        QVERIFY(all.at(id)[1].stage == GrantStage::Proven);
        QVERIFY(all.at(id)[1].process == GrantProcess::Revocation);
        QVERIFY(all.at(id)[1].mark.height == BlockHeight(3));
        QCOMPARE(f.must(grants.stages(id)).size(), std::size_t{2});
    }
    QVERIFY(f.must(grants.find(other.id)).state == other.state);
}

void SmallStoresTest::pagesGrantsNewestFirst() {
    DatabaseFixture f;
    const auto database = f.create();
    for (int i = 0; i < 25; ++i) {
        StoredGrant grant = grantNamed("grant " + std::to_string(i), i / 2);
        grant.state = i % 5 == 0 ? GrantState::Revoked : GrantState::Active;
        f.must(database->grants().put(grant));
    }
    GrantFilter active;
    active.state = GrantState::Active;
    std::vector<StoredGrant> all;
    std::optional<GrantCursor> after;
    do {
        const GrantPage page = f.must(database->grants().page(active, after, 7));
        all.insert(all.end(), page.grants.begin(), page.grants.end());
        after = page.next;
    } while (after);
    QCOMPARE(all.size(), std::size_t{20});
    for (std::size_t i = 1; i < all.size(); ++i) {
        QVERIFY(all[i - 1].createdAt >= all[i].createdAt && all[i - 1].id != all[i].id);
    }
}

void SmallStoresTest::listsContactsByName() {
    DatabaseFixture f;
    const auto database = f.create();
    ContactStore& contacts = database->contacts();
    for (const char* name : {"Bo", "Anna", "张医生", "Carl"}) {
        Contact contact;
        contact.party = idOf<PartyId>(name);
        contact.kind = ContactKind::Clinician;
        contact.name = name;
        f.must(contacts.put(contact));
    }
    const auto first = f.must(contacts.page({}, "", {}, 2));
    QCOMPARE(first.back().name, std::string("Bo"));
    const auto second = f.must(contacts.page({}, "", first.back(), 2));
    QCOMPARE(second.front().name, std::string("Carl"));
    QCOMPARE(f.must(contacts.page({}, "医生", {}, 9)).size(), std::size_t{1});
    QVERIFY(f.must(contacts.page(ContactKind::Organization, "", {}, 9)).empty());
    f.must(contacts.erase(idOf<PartyId>("Bo")));
    QCOMPARE(contacts.find(idOf<PartyId>("Bo")).error().code, ErrorCode::NotFound);
}

void SmallStoresTest::followsTransactions() {
    DatabaseFixture f;
    const auto database = f.create();
    TransactionStore& transactions = database->transactions();
    for (int i = 0; i < 3; ++i) {
        PendingTransaction transaction;
        transaction.hash = idOf<TxHash>(std::to_string(i));
        transaction.bytes = toBytes(bytesOf("tx"));
        transaction.createdAt = instantFromMillis(i);
        f.must(transactions.add(transaction));
    }
    QCOMPARE(f.must(transactions.open()).size(), std::size_t{3});
    f.must(transactions.setState(idOf<TxHash>("1"), TransactionState::Refused, {}, 17));
    f.must(transactions.setState(idOf<TxHash>("2"), TransactionState::InBlock, BlockHeight(4), 0));
    QCOMPARE(f.must(transactions.open()).size(), std::size_t{2});
    QCOMPARE(f.must(transactions.find(idOf<TxHash>("1"))).refusal, std::uint32_t{17});
    QVERIFY(f.must(transactions.newest(1)).front().height == BlockHeight(4));

    // Sent twice, then signed again under another hash.
    f.must(transactions.markSent(idOf<TxHash>("2"), instantFromMillis(5), BlockHeight(7)));
    f.must(transactions.markSent(idOf<TxHash>("2"), instantFromMillis(6), BlockHeight(9)));
    PendingTransaction again;
    again.hash = idOf<TxHash>("2 again");
    again.createdAt = instantFromMillis(8);
    f.must(transactions.replace(idOf<TxHash>("2"), again));
    const PendingTransaction old = f.must(transactions.find(idOf<TxHash>("2")));
    QCOMPARE(old.attempts, std::uint32_t{2});
    QVERIFY(old.sentAt == instantFromMillis(6) && old.sentHeight == BlockHeight(9));
    QVERIFY(old.replacedBy == again.hash);
    QVERIFY(f.must(transactions.find(again.hash)).replacedBy.isZero());
    // Both or neither.
    QCOMPARE(transactions.replace(idOf<TxHash>("1"), again).error().code, ErrorCode::AlreadyExists);
    QVERIFY(f.must(transactions.find(idOf<TxHash>("1"))).replacedBy.isZero());
    QCOMPARE(transactions.replace(idOf<TxHash>("nobody"), {}).error().code, ErrorCode::NotFound);
    QCOMPARE(transactions.markSent(idOf<TxHash>("nobody"), {}, {}).error().code,
             ErrorCode::NotFound);
}

void SmallStoresTest::keepsProfilesAndConflicts() {
    DatabaseFixture f;
    const auto database = f.create();
    ConsortiumStore& store = database->consortium();
    QVERIFY(!f.must(store.profile()));
    const auto profile = [](std::uint64_t number) {
        return StoredProfile{"chain", number, toBytes(bytesOf("profile")),
                             instantFromMillis(static_cast<std::int64_t>(number))};
    };
    f.must(store.adopt(profile(2)));
    QCOMPARE(store.adopt(profile(2)).error().code, ErrorCode::VerificationFailed);
    QCOMPARE(store.adopt(profile(1)).error().code, ErrorCode::VerificationFailed);
    QVERIFY(!f.must(store.openConflict("chain")));
    StoredConflict conflict;
    conflict.chainId = "chain";
    conflict.evidence = toBytes(bytesOf("two blocks"));
    conflict.shownBy = idOf<PartyId>("witness");
    conflict.file = "evidence/one";
    conflict.foundAt = instantFromMillis(9);
    f.must(store.addConflict(conflict));
    const auto found = f.must(store.openConflict("chain"));
    QVERIFY(found && found->evidence == conflict.evidence && found->file == conflict.file);
    QVERIFY(found->shownBy == conflict.shownBy && found->foundAt == conflict.foundAt);
    QVERIFY(!f.must(store.openConflict("other")));
    // Only a later profile ends it.
    f.must(store.adopt(profile(3)));
    QVERIFY(!f.must(store.openConflict("chain")));
    QCOMPARE(f.must(store.profile())->number, std::uint64_t{3});
}

void SmallStoresTest::addsAllTransactionsOrNone() {
    DatabaseFixture f;
    const auto database = f.create();
    TransactionStore& transactions = database->transactions();
    std::vector<PendingTransaction> three(3);
    for (int i = 0; i < 3; ++i) {
        three[std::size_t(i)].hash = idOf<TxHash>(std::to_string(i));
    }
    f.must(transactions.add(three[2]));
    QCOMPARE(transactions.addAll(three).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(f.must(transactions.open()).size(), std::size_t{1});
    f.must(transactions.addAll(std::span(three).first(2)));
    QCOMPARE(f.must(transactions.open()).size(), std::size_t{3});
}

void SmallStoresTest::neverTrustsALowerHeight() {
    DatabaseFixture f;
    const auto database = f.create();
    TrustStore& trust = database->trust();
    QVERIFY(!f.must(trust.trusted("chain")));
    f.must(trust.save("chain", {BlockHeight(10), toBytes(bytesOf("ten")), {}}));
    QCOMPARE(trust.save("chain", {BlockHeight(9), {}, {}}).error().code,
             ErrorCode::VerificationFailed);
    // A head that was only seen does not go back either.
    QCOMPARE(trust.saw("unknown", BlockHeight(1)).error().code, ErrorCode::NotFound);
    f.must(trust.saw("chain", BlockHeight(15)));
    f.must(trust.saw("chain", BlockHeight(12)));
    QVERIFY(f.must(trust.trusted("chain"))->seen == BlockHeight(15));
    QVERIFY(f.must(trust.trusted("chain"))->height == BlockHeight(10));
    QCOMPARE(trust.save("chain", {BlockHeight(12), {}, {}}).error().code,
             ErrorCode::VerificationFailed);
    f.must(trust.save("other", {BlockHeight(1), {}, {}}));
    QVERIFY(f.must(trust.trusted("chain"))->encoded == toBytes(bytesOf("ten")));
}

void SmallStoresTest::keepsNotes() {
    DatabaseFixture f;
    const auto database = f.create();
    const Digest subject = idOf<Digest>("subject");
    const std::int64_t id = f.must(database->notes().put({0, subject, "first", {}}));
    f.must(database->notes().put({id, subject, "changed", {}}));
    f.must(database->notes().put({0, subject, "second", {}}));
    const auto notes = f.must(database->notes().about(subject));
    QCOMPARE(notes.size(), std::size_t{2});
    QCOMPARE(notes[0].text, std::string("changed"));
    f.must(database->notes().erase(id));
    QCOMPARE(database->notes().put({id, subject, "gone", {}}).error().code, ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(SmallStoresTest)
#include "small_stores_test.moc"
