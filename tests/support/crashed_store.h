#pragma once

#include "core/adapters/state_store/level_store.h"

#include <filesystem>

namespace consentry::test {

/// Opens the store there, writes `batch`, and leaves the files as the sudden end of a program does.
/// The program that ends is a child of this one: an open store merges and removes its files at any
/// moment, so that a copy of them would not be what a crash leaves. std::runtime_error where the
/// store does not open or the write fails.
void writeAndCrash(const std::filesystem::path& store, const WriteBatch& batch,
                   const LevelOptions& options = {});

/// The same with a write that changes nothing.
void crash(const std::filesystem::path& store);

} // namespace consentry::test
