#include "app/cli/command_context.h"

#include "app/cli/passphrase.h"
#include "core/wallet/outbox.h"

#include <charconv>

namespace consentry::cli {
namespace {

constexpr std::size_t shortIdDigits = 12;

Result<std::size_t> parseNumber(const std::string& text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorCode::InvalidArgument, "number");
    }
    return number;
}

} // namespace

Result<SecretBytes> passphraseFrom(const Arguments& arguments, const std::string& prefix) {
    const auto file = arguments.value(prefix + "-file");
    const auto descriptor = arguments.value(prefix + "-fd");
    if (file && descriptor) {
        return fail(ErrorCode::InvalidArgument, prefix);
    }
    if (file) {
        return readPassphraseFile(*file);
    }
    if (!descriptor) {
        return fail(ErrorCode::Locked, prefix);
    }
    ASSIGN_OR_RETURN(const std::size_t number, parseNumber(*descriptor));
    if (number > 1'000'000) {
        return fail(ErrorCode::InvalidArgument, prefix + "-fd");
    }
    return readPassphraseDescriptor(static_cast<int>(number));
}

Result<vault::Credentials> credentialsFrom(const Arguments& arguments) {
    vault::Credentials credentials;
    ASSIGN_OR_RETURN(credentials.passphrase, passphraseFrom(arguments, "--passphrase"));
    return credentials;
}

Result<std::unique_ptr<simulation::DemoSession>> openSession(const CommandContext& context) {
    if (!context.sessions.exists(context.folder)) {
        return fail(ErrorCode::NotFound, "vault");
    }
    ASSIGN_OR_RETURN(const auto credentials, credentialsFrom(context.arguments));
    return context.sessions.open(context.folder, credentials);
}

Result<OpenWallet> OpenWallet::open(const CommandContext& context) {
    ASSIGN_OR_RETURN(auto session, openSession(context));
    ASSIGN_OR_RETURN(OpenWallet open, over(std::move(session)));
    // What an earlier run left on its way; without a network it waits on.
    RETURN_IF_ERROR(wallet::Outbox(open.wallet()).resume());
    return open;
}

Result<OpenWallet> OpenWallet::over(std::unique_ptr<simulation::DemoSession> session) {
    auto known = wallet::patientIdentity(session->wallet());
    const bool isPrepared = known && !known->registered && session->profile() != nullptr;
    if (isPrepared || (!known && known.error().code == ErrorCode::NotFound)) {
        return fail(ErrorCode::NotFound, "patient of this vault");
    }
    ASSIGN_OR_RETURN(Identity patient, std::move(known));
    ASSIGN_OR_RETURN(auto names, Names::load(session->wallet().vault.contacts(),
                                             session->consortium(), patient.party));
    return OpenWallet(std::move(session), std::move(patient), std::move(names));
}

std::string OpenWallet::patientName(const Output& output) const {
    const std::string name = m_names->contacts().ownName(m_patient, output.wording());
    return name.empty() ? output.say("Owner of this vault", "保险箱主人") : name;
}

std::optional<Output::Problem> OpenWallet::consortiumProblem(const Output& output) const {
    const auto damage = m_session->consortiumDamage();
    if (!damage) {
        return std::nullopt;
    }
    const wallet::ErrorSentence sentence = simulation::damageSentence(*damage, output.language());
    const bool isDamage = damage->why.code == ErrorCode::DamagedLedger;
    return Output::Problem{isDamage ? ExitCode::Damaged : ExitCode::Ledger,
                           std::string(errorName(damage->why.code)),
                           {},
                           sentence.what,
                           sentence.next};
}

consent::Reader sentenceReader(const CommandContext& context, Instant now) {
    return {context.output.wording(), context.zone, now};
}

std::string shortId(ByteView id) {
    return toHex(id).substr(0, shortIdDigits);
}

Result<std::size_t> numberOption(const Arguments& arguments, std::string_view option,
                                 std::size_t usual, std::size_t max) {
    const auto text = arguments.value(option);
    if (!text) {
        return usual;
    }
    ASSIGN_OR_RETURN(const std::size_t number, parseNumber(*text));
    if (number == 0 || number > max) {
        return fail(ErrorCode::InvalidArgument, std::string(option));
    }
    return number;
}

} // namespace consentry::cli
