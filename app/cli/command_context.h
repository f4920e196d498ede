#pragma once

#include "app/cli/arguments.h"
#include "app/cli/names.h"
#include "app/cli/output.h"
#include "core/consent/wording.h"
#include "core/ports/new_file.h"
#include "core/simulation/demo_session.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace consentry::cli {

/// What a command works with.
struct CommandContext {
    const Arguments& arguments;
    const Output& output;
    simulation::DemoSessions& sessions;
    NewFiles& files; ///< for what a command writes outside of the vault
    std::filesystem::path folder;
    consent::ZoneOffset zone;
};

/// The passphrase of the options `<prefix>-file` or `<prefix>-fd`. None of them: Locked. Both:
/// InvalidArgument.
Result<SecretBytes> passphraseFrom(const Arguments& arguments, const std::string& prefix);
Result<vault::Credentials> credentialsFrom(const Arguments& arguments);

/// The vault of the folder; NotFound "vault" where there is none.
Result<std::unique_ptr<simulation::DemoSession>> openSession(const CommandContext& context);

/// An open vault with its patient, and the names of everybody whom it knows.
class OpenWallet {
public:
    /// Also sends on what an earlier run left in the outbox.
    static Result<OpenWallet> open(const CommandContext& context);
    static Result<OpenWallet> over(std::unique_ptr<simulation::DemoSession> session);

    simulation::DemoSession& session() { return *m_session; }
    wallet::WalletContext& wallet() { return m_session->wallet(); }
    vault::Vault& vault() { return wallet().vault; }
    simulation::DemoConsortium& consortium() { return m_session->consortium(); }
    const Identity& patient() const { return m_patient; }
    /// The person's name, or a word that stands for it where none was given.
    std::string patientName(const Output& output) const;
    const Names& names() const { return *m_names; }
    Instant now() { return wallet().clock.now(); }
    /// What is wrong with the consortium's stores, to be said to the person. For verbs that need
    /// the ledger; what is in the vault can be read all the same.
    std::optional<Output::Problem> consortiumProblem(const Output& output) const;
    Result<> checkConsortium() { return m_session->checkConsortium(); }
    /// Keeps what the light client trusts now.
    Result<> saveTrust() { return m_session->saveTrust(); }

private:
    OpenWallet(std::unique_ptr<simulation::DemoSession> session, Identity patient,
               std::unique_ptr<Names> names)
        : m_session(std::move(session)), m_patient(std::move(patient)), m_names(std::move(names)) {}

    std::unique_ptr<simulation::DemoSession> m_session;
    Identity m_patient;
    std::unique_ptr<Names> m_names; ///< refers to the session's consortium
};

/// For sentences of today.
consent::Reader sentenceReader(const CommandContext& context, Instant now);
/// The first digits of an id, as lists show them.
std::string shortId(ByteView id);
/// A number of an option, 1 to `max`; InvalidArgument for anything else.
Result<std::size_t> numberOption(const Arguments& arguments, std::string_view option,
                                 std::size_t usual, std::size_t max);

} // namespace consentry::cli
