#pragma once

#include <string>
#include <string_view>

namespace consentry::adapters {

/// Prepares text for the full-text index, because stock tokenizers take a run of Chinese for one
/// word and would not find 血糖 in 空腹血糖升高. Gives distinct tokens separated by spaces: words
/// of letters and digits, lower-cased and without Latin diacritics; and for Han, kana and Hangul
/// each character and each pair of neighbours. At most tokenBytesMax of text are looked at.
std::string indexTokens(std::string_view text);

/// The FTS5 expression that finds what indexTokens put there: all words must occur, those of two
/// letters or more as prefixes, Chinese by its pairs. Empty where nothing can be searched. Words
/// are cut after `prefixMax` letters: an index with prefix tables up to that length then answers at
/// once, and a few more hits are a small price.
std::string searchExpression(std::string_view query, std::size_t prefixMax = 48);

/// The longest prefix table of log_term_search.
inline constexpr std::size_t logPrefixMax = 6;
inline constexpr std::size_t tokenBytesMax = 256 * 1024;
inline constexpr std::size_t queryBytesMax = 512;

} // namespace consentry::adapters
