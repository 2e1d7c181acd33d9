#include "norm_book/condition.h"

namespace kader::norm_book {

namespace {

std::string_view kind_word(Condition::Kind kind) {
    switch (kind) {
        case Condition::Kind::All: return "all";
        case Condition::Kind::Any: return "any";
        case Condition::Kind::Not: return "not";
        case Condition::Kind::Exists: return "exists";
        case Condition::Kind::Some: return "some";
        case Condition::Kind::Every: return "every";
        case Condition::Kind::Number: return "number";
        case Condition::Kind::Sum: return "sum";
        case Condition::Kind::Never: return "never";
    }
    return "";
}

}  // namespace

std::string text_of(const Condition& condition) {
    std::string text{kind_word(condition.kind)};
    if (!condition.name.empty()) text += "#" + condition.name;
    if (!condition.fact.empty()) text += " " + condition.fact;
    for (const auto& attribute : condition.where) {
        text += " " + attribute.name + "=";
        for (const auto& value : attribute.values) text += value + "|";
    }
    if (!condition.within.empty()) text += " within " + condition.within;
    if (!condition.after.empty()) text += " after " + condition.after;
    if (condition.at_least) text += " at least " + std::to_string(*condition.at_least);
    if (!condition.more_than.empty()) text += " more than " + condition.more_than;
    if (!condition.covers.empty()) text += " covers " + condition.covers;
    if (condition.about == About::Relation) text += " of its relation";
    if (condition.during) text += " during (" + text_of(*condition.during) + ")";
    if (condition.parts.empty()) return text;
    text += " (";
    for (const auto& part : condition.parts) text += text_of(part) + "; ";
    return text + ")";
}

}  // namespace kader::norm_book
