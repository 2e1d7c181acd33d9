#pragma once

// Which norm rows rest on which version of an instrument.
//
// A source is rarely of one version: most are a page on which the newest version stands. So a row rests on
//   1. the version that its source backs in the register, when that source backs one version alone;
//   2. otherwise the only version that the register has;
//   3. otherwise the version to be followed on the first day on which the row holds;
//   4. otherwise no version that is known: there are several, and which was to be followed then is not known.
// A row that names several sources of one instrument can rest on several of its versions.
//
// Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

#include "deadlines/deadline_rules.h"
#include "instruments/instrument.h"

namespace kader::instruments {

struct RestingRow {
    enum class Of { Question, Requirement, Parameter, Document, Rule };
    Of of = Of::Requirement;
    std::string id;                    // Of a question its number.
    const Version* version = nullptr;  // Of that instrument; null: not known which.
};
std::string_view word(RestingRow::Of);  // "question", "requirement", "parameter", "document", "rule"

// By version in order of the file, those of no known version last; then by kind, then as in the norms. Each once per
// version, also when several of its values rest there. A question and a document hold on every day, so for them the
// third ground gives nothing.
std::vector<RestingRow> resting_rows(const Instrument&, const norm_book::NormBook&, const deadlines::DeadlineRules&);
// How many different rows, also when one rests on several versions.
std::size_t count_of(const std::vector<RestingRow>&);

}  // namespace kader::instruments
