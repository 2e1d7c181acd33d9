#pragma once

// Every value of the closed lists, for reading a word and for filling a table. The first value is
// what a row keeps when its word was refused.

#include <array>

#include "norm_book/norm_book.h"

namespace kader::norm_book {

inline constexpr std::array certainties = {Certainty::Assumed, Certainty::Sourced,
                                           Certainty::SourcedSecond};
inline constexpr std::array weights = {Weight::Must, Weight::Should, Weight::Advice};
inline constexpr std::array stricter_ways = {
    Parameter::Stricter::Shorter, Parameter::Stricter::Longer, Parameter::Stricter::Lower,
    Parameter::Stricter::Higher};
inline constexpr std::array polarities = {
    Question::Polarity::Obligation, Question::Polarity::Scoping,
    Question::Polarity::PartlyApplicable, Question::Polarity::Conditional};
inline constexpr std::array states = {State::Shown, State::Missing, State::Contradicted,
                                      State::Attested, State::NotApplicable};
inline constexpr std::array effects = {Effect::Nothing,  Effect::Remark,  Effect::Shown,
                                       Effect::Attested, Effect::Missing, Effect::Contradicted};
inline constexpr std::array backings = {Backing::Sourced, Backing::SourcedSecond, Backing::Assumed,
                                        Backing::Adopted};

}  // namespace kader::norm_book
