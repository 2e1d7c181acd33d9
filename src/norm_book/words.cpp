// The words that norm files and answers use for the closed lists of the norm book.

#include "norm_book/norm_book.h"

namespace kader::norm_book {

std::string_view word(Certainty certainty) {
    switch (certainty) {
        case Certainty::Sourced:
            return "sourced";
        case Certainty::SourcedSecond:
            return "sourced-2nd";
        case Certainty::Assumed:
            return "assumed";
    }
    return {};
}

std::string_view word(Weight weight) {
    switch (weight) {
        case Weight::Must:
            return "must";
        case Weight::Should:
            return "should";
        case Weight::Advice:
            return "advice";
    }
    return {};
}

std::string_view word(Parameter::Stricter stricter) {
    switch (stricter) {
        case Parameter::Stricter::Shorter:
            return "shorter";
        case Parameter::Stricter::Longer:
            return "longer";
        case Parameter::Stricter::Lower:
            return "lower";
        case Parameter::Stricter::Higher:
            return "higher";
    }
    return {};
}

std::string_view word(Question::Polarity polarity) {
    switch (polarity) {
        case Question::Polarity::Obligation:
            return "obligation";
        case Question::Polarity::Scoping:
            return "scoping";
        case Question::Polarity::PartlyApplicable:
            return "partly";
        case Question::Polarity::Conditional:
            return "conditional";
    }
    return {};
}

std::string_view word(State state) {
    switch (state) {
        case State::Shown:
            return "shown";
        case State::Missing:
            return "missing";
        case State::Contradicted:
            return "contradicted";
        case State::Attested:
            return "attested";
        case State::NotApplicable:
            return "not_applicable";
    }
    return {};
}

std::string_view word(Effect effect) {
    switch (effect) {
        case Effect::Nothing:
            return "nothing";
        case Effect::Remark:
            return "remark";
        case Effect::Shown:
            return "shown";
        case Effect::Attested:
            return "attested";
        case Effect::Missing:
            return "missing";
        case Effect::Contradicted:
            return "contradicted";
    }
    return {};
}

std::string_view word(Backing backing) {
    switch (backing) {
        case Backing::Sourced:
            return "sourced";
        case Backing::SourcedSecond:
            return "sourced-2nd";
        case Backing::Assumed:
            return "assumed";
        case Backing::Adopted:
            return "adopted";
    }
    return {};
}

}  // namespace kader::norm_book
