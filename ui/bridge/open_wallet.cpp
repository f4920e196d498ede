#include "ui/bridge/open_wallet.h"

#include "core/consent/wording.h"
#include "core/wallet/dispute_access.h"
#include "core/wallet/enroll.h"
#include "core/wallet/log_details.h"
#include "core/wallet/outbox.h"
#include "ui/bridge/convert.h"

#include <algorithm>

namespace consentry::ui {
namespace {

/// What one turn opens at most, so that a grant or a revocation waits no longer than about a second
/// behind a long catch-up.
constexpr std::uint64_t detailsPerTurn = 4'000;

/// How long a hospital of the demonstration takes to answer a dispute.
constexpr std::chrono::seconds demonstrationThinks{4};

/// Whether a screen would say something else of the two.
bool saysTheSame(const std::optional<wallet::LogCheck>& before, const wallet::LogCheck& after) {
    return before && after.fresh == 0 && before->complete == after.complete &&
           before->confirmed == after.confirmed && before->badRow == after.badRow &&
           before->problem.code == after.problem.code;
}

} // namespace

consent::Reader VaultReading::reader() const {
    return {language, localZone(), chainTime};
}

OpenWallet::OpenWallet(std::unique_ptr<simulation::DemoSession> session)
    : m_session(std::move(session)), m_chainId(m_session->wallet().chainId()),
      m_readers(m_session->wallet().vault), m_names(std::make_shared<const wallet::PartyNames>()),
      m_blockTime(m_session->wallet().ledger.trusted().header().time().toInstant()) {
    preparePatient();
    loadNames();
}

/// Of a real consortium the party is known from the first opening on: a hospital's desk asks for
/// it. What cannot be made now (a vault that cannot be written) is made at the next opening.
void OpenWallet::preparePatient() {
    wallet::WalletContext& context = m_session->wallet();
    auto patient = m_session->profile() != nullptr ? wallet::Enroll(context).preparePatient()
                                                   : wallet::patientIdentity(context);
    if (!patient) {
        return;
    }
    m_patient = std::move(*patient);
    static_cast<void>(wallet::giveOwnName(context.vault.settings(), context.vault.contacts(),
                                          m_patient.party, context.clock.now()));
}

void OpenWallet::loadNames() {
    const ReaderPool::Lease lease = m_readers.take();
    if (auto names = wallet::PartyNames::load(lease.vault().contacts())) {
        auto shared = std::make_shared<const wallet::PartyNames>(std::move(*names));
        const std::lock_guard lock(m_mutex);
        m_names = std::move(shared);
    }
}

VaultReading OpenWallet::reading(const ReaderPool::Lease& lease, Language language) const {
    const Instant now = m_session->wallet().clock.now();
    const std::lock_guard lock(m_mutex);
    // Blocks come while nobody asks: from the last one that was seen on, time passed for both.
    const bool knowsBlocks = m_ledger && m_ledger->height.value > 0;
    const Instant since = knowsBlocks ? m_ledger->headTime + (now - m_ledger->askedAt) : now;
    // A clock that was set back does not call back what has ended.
    const Instant chainTime = std::max(since, m_blockTime);
    return {lease.vault(), m_session->consortium(),
            m_names,       m_patient,
            m_check,       m_proven,
            m_ledger,      m_session->consortiumDamage(),
            m_chainId,     m_session->profile(),
            language,      now,
            chainTime};
}

VaultWriting OpenWallet::writing() const {
    return {m_session->wallet().vault, m_session->wallet().clock};
}

WalletActing OpenWallet::acting() const {
    return {*m_session, m_session->wallet(), m_patient};
}

bool OpenWallet::askLedger() {
    wallet::WalletContext& context = m_session->wallet();
    const auto head = context.ledger.advance();
    auto decisions = head ? askDecisions() : std::nullopt;
    const std::lock_guard lock(m_mutex);
    LedgerNews news = m_ledger.value_or(LedgerNews{});
    // Who shows a second history is there.
    news.isReachable = head || head.error().code == ErrorCode::LedgerConflict;
    news.assurance = context.ledger.assurance();
    news.nodes = m_session->nodes();
    news.witnesses = m_session->witnesses();
    m_blockTime = context.ledger.trusted().header().time().toInstant();
    if (head) {
        news.height = head->height();
        news.headTime = head->time().toInstant();
        news.askedAt = context.clock.now();
    }
    if (decisions) {
        news.decisions = std::move(decisions);
    }
    const bool hasStopped = news.assurance.level == Assurance::Level::Stopped &&
                            !(m_ledger && m_ledger->assurance.level == Assurance::Level::Stopped);
    m_ledger = news;
    return hasStopped;
}

/// None where nothing new is known: the demonstration decides nothing, and nodes may be silent.
std::optional<ConsortiumDecisions> OpenWallet::askDecisions() {
    if (m_session->profile() == nullptr) {
        return std::nullopt;
    }
    auto decisions = GovernanceReader(m_session->wallet().ledger).decisions();
    return decisions ? std::optional(std::move(*decisions)) : std::nullopt;
}

bool OpenWallet::checkLog(const JobControl& control) {
    if (m_patient.party == PartyId() || !m_patient.registered) {
        return false; // nobody writes a log for whom nobody knows
    }
    auto checked = wallet::SyncLog(m_session->wallet()).update(m_patient, control);
    if (!checked && checked.error().code == ErrorCode::Cancelled) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    wallet::LogCheck now;
    if (checked) {
        now = std::move(*checked);
    } else {
        // What was verified before stays so; only nothing newer is known.
        now = m_check.value_or(wallet::LogCheck{});
        now.complete = false;
        now.fresh = 0;
        now.badRow.reset();
        now.problem = checked.error();
    }
    const bool changed = !saysTheSame(m_check, now);
    if (now.isProven()) {
        m_proven = now;
    }
    m_check = std::move(now);
    return changed;
}

/// One try for each act that an earlier turn, or an earlier session, left on its way.
bool OpenWallet::sendWaiting() {
    const auto sent = wallet::Outbox(m_session->wallet()).resume(milliseconds(0));
    return sent && sent->proven + sent->refused + sent->expired > 0;
}

/// In the demonstration nobody else would: its hospitals answer what was objected to some seconds
/// ago, as real ones do after some days.
bool OpenWallet::letDemonstrationAnswer() {
    if (m_session->wallet().chainId() != simulation::DemoConsortium::chainId) {
        return false;
    }
    vault::Vault& vault = m_session->wallet().vault;
    const auto disputes = wallet::disputesOf(vault.logs(), vault.transactions(), m_patient.party);
    const Instant before = m_session->wallet().clock.now() - demonstrationThinks;
    const auto waits = [before](const auto& one) {
        return one.second.state == wallet::Dispute::State::Proven && one.second.at <= before;
    };
    if (!disputes || std::none_of(disputes->begin(), disputes->end(), waits)) {
        return false;
    }
    const auto answered = m_session->consortium().answerDisputes();
    return answered && *answered > 0;
}

OpenWallet::Followed OpenWallet::follow(const JobControl& control) {
    Followed followed;
    followed.changed = askLedger();
    followed.changed |= sendWaiting();
    followed.changed |= letDemonstrationAnswer();
    followed.changed |= checkLog(control);
    const auto opened = wallet::LogDetailsReader(m_session->wallet())
                            .openWaiting(m_patient, control, detailsPerTurn);
    followed.hasMore = opened && *opened >= detailsPerTurn;
    followed.changed |= opened && *opened > 0;
    if (followed.changed) {
        loadNames();
        // Not saving costs one header check at the next start, no more.
        static_cast<void>(m_session->saveTrust());
    }
    return followed;
}

std::optional<Error> OpenWallet::setOwnName(std::string_view name) {
    const wallet::WalletContext& context = m_session->wallet();
    const auto remembered = m_patient.party == PartyId()
                                ? wallet::keepOwnName(context.vault.settings(), name)
                                : wallet::rememberOwnName(context.vault.contacts(), m_patient.party,
                                                          name, context.clock.now());
    loadNames();
    return remembered ? std::optional<Error>() : std::optional(remembered.error());
}

bool OpenWallet::checkConsortium() {
    return m_session->checkConsortium().has_value();
}

void OpenWallet::lock(vault::LockReason reason) {
    close();
    m_session->wallet().vault.lock(reason);
}

} // namespace consentry::ui
