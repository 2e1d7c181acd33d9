#pragma once

// What the register and the gap report call things, in both languages: for the terminal and for the page.

#include "instruments/changes.h"
#include "instruments/instrument.h"
#include "instruments/resting_rows.h"

namespace kader::instruments {

std::string_view kind_text(Language, Kind);      // "kwaliteitskader"
std::string_view status_text(Language, Status);  // "opgenomen in het register"
std::string_view role_text(Language, Role);      // "houdt de pen"
std::string_view row_text(Language, RestingRow::Of);  // "eis"

std::string_view what_text(Language, Change::What);  // "nieuw"
std::string_view of_text(Language, Change::Of);      // "eis"
// The part of a row that differs, by its name in norms/: "from" is "de eerste dag".
std::string part_text(Language, const std::string& part);

}  // namespace kader::instruments
