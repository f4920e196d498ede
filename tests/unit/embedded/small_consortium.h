#pragma once

#include "core/adapters/embedded/embedded_ledger.h"
#include "core/ports/verified_ledger.h"
#include "core/registry/object_ids.h"
#include "tests/support/demo_fixture.h"

namespace consentry::test {

/// One organisation, four validators, and registrations of people: the smallest ledger that does
/// real work.
struct SmallConsortium {
    static constexpr const char* chainId = "small-consortium";

    SigningKey governance = SigningKey::generate();
    SigningKey attestor = SigningKey::generate();
    SigningKey gateway = SigningKey::generate();
    SealingKey inbox = SealingKey::generate();
    std::vector<SigningKey> validators;

    SmallConsortium() {
        for (int i = 0; i < 4; ++i) {
            validators.push_back(SigningKey::generate());
        }
    }

    registry::Genesis genesis() const {
        registry::Genesis genesis;
        genesis.chainId = chainId;
        genesis.organizations.push_back({"Only",
                                         governance.publicKey(),
                                         {attestor.publicKey()},
                                         {gateway.publicKey()},
                                         inbox.publicKey(),
                                         true});
        return genesis;
    }

    /// A new person, seen at the desk. With a wrong cosignature where asked for.
    Bytes registration(Instant now, bool sound = true) const {
        const SigningKey inception = SigningKey::generate();
        registry::RegisterParty body;
        body.inceptionKey = inception.publicKey();
        registry::Transaction transaction;
        transaction.chainId = chainId;
        transaction.party = registry::partyIdOf(chainId, inception.publicKey());
        transaction.keyId = registry::keyIdOf(chainId, inception.publicKey());
        transaction.sequence = 1;
        transaction.expiresAt = now + std::chrono::hours(12);
        transaction.body = std::move(body);
        transaction.cosigners.push_back({registry::partyIdOf(chainId, governance.publicKey()),
                                         registry::keyIdOf(chainId, attestor.publicKey())});
        registry::cosignTransaction(transaction, 0, sound ? attestor : gateway);
        registry::signTransaction(transaction, inception);
        return registry::encodeTransaction(transaction);
    }

    static light_client::TrustedState trust(const light_client::LightBlock& block) {
        return light_client::anchor(chainId, block.header, block.validators, block.header.hash())
            .state.value();
    }
    static light_client::Options options() {
        light_client::Options options;
        options.chainId = chainId;
        return options;
    }
};

} // namespace consentry::test
