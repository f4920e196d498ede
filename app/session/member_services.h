#pragma once

#include "core/light_client/consortium_profile.h"
#include "core/simulation/demo_consortium.h"

#include <filesystem>

namespace consentry {

/// The members of a consortium whose keys lie on this machine, as packaging/consortium/up.sh makes
/// them: the programs of hospitals that this project does not have yet (desk, mailbox, gateway) are
/// played by this one with their keys. Only organisations of the profile count.
/// NotFound where the folder has none; else the errors of cards and key files.
Result<std::vector<simulation::PlayedOrganization>>
membersIn(FileSystem& files, const std::filesystem::path& folder,
          const light_client::ConsortiumProfile& profile);

/// "qinghe" for "Qinghe Hospital": a short word for the command line, each once.
std::string shortWord(std::string_view nameEn);

} // namespace consentry
