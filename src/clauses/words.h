#pragma once

// What the reader calls things, in both languages: for the terminal and for the page.

#include "clauses/reader.h"

namespace kader::clauses {

std::string_view sureness_text(Language, Sureness);  // "waarschijnlijk"
// Of the id of a counterparty, as Reading has it: "een zorgaanbieder". Nothing else than those ids is known.
std::string_view party_text(Language, std::string_view party);
// The ids, in the order in which they are offered.
const std::vector<std::string>& parties();

}  // namespace kader::clauses
