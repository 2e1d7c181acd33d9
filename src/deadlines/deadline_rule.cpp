#include "deadlines/deadline_rule.h"

namespace kader::deadlines {

std::string_view word(Kind kind) {
    switch (kind) {
        case Kind::Term:
            return "term";
        case Kind::Hours:
            return "hours";
        case Kind::Window:
            return "window";
        case Kind::Backwards:
            return "backwards";
        case Kind::NotOlderThan:
            return "not-older-than";
        case Kind::Earliest:
            return "earliest";
        case Kind::KeepUntil:
            return "keep-until";
        case Kind::KeepAtMost:
            return "keep-at-most";
        case Kind::ValidThrough:
            return "valid-through";
        case Kind::Recurring:
            return "recurring";
        case Kind::FixedDay:
            return "fixed-day";
        case Kind::Applies:
            return "applies";
    }
    return "";
}

std::string_view word(Method method) {
    switch (method) {
        case Method::GeneralTermsAct:
            return "atw";
        case Method::European:
            return "eu";
        case Method::NoRoll:
            return "no-roll";
        case Method::PolicyWorkingDays:
            return "policy-working-days";
        case Method::ElapsedHours:
            return "elapsed-hours";
        case Method::CountedBack:
            return "backwards";
        case Method::CalendarDate:
            return "fixed-day";
        case Method::DayOfFact:
            return "day-of-fact";
    }
    return "";
}

const DeadlineValue* DeadlineRule::on(CalendarDay day) const {
    for (const auto& value : values)
        if (value.validity.holds_on(day)) return &value;
    return nullptr;
}

}  // namespace kader::deadlines
