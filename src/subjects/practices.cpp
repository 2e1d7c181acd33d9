#include "subjects/practices.h"

namespace kader::subjects {

namespace {

constexpr std::size_t name_characters_count_max = 100;
constexpr std::size_t names_shown_count_max = 20;

constexpr storage::Sql insert_practice{
    "INSERT INTO practice (practice_id, name, name_folded, created_at, complete) VALUES ($1, $2, $3, $4, "
    "$5)"};
constexpr storage::Sql select_clashing{
    "SELECT complete FROM practice WHERE practice_id = $1 OR name_folded = $2"};
constexpr storage::Sql update_complete{"UPDATE practice SET complete = 1 WHERE practice_id = $1"};
constexpr storage::Sql select_practices{
    "SELECT practice_id, name, created_at FROM practice WHERE complete = $1 ORDER BY name_folded"};

Error refusal(Code code, Language language, const std::string& nl, const std::string& en) {
    return Error{code, language == Language::Dutch ? nl : en};
}

bool is_line_break(char32_t character) {
    return character == '\n' || character == '\r' || character == '\t' || character == 0x2028 ||
           character == 0x2029;
}

std::vector<Practice> practices_that_are(storage::Session& session, Arrival arrival) {
    std::vector<Practice> found;
    session.each(select_practices, {static_cast<std::int64_t>(arrival)}, [&](const storage::Row& row) {
        found.push_back({row.id<PracticeId>(0), std::string{row.text(1)},
                         system::Instant{std::chrono::microseconds{row.integer(2)}}});
    });
    return found;
}

}  // namespace

Result<std::string> practice_name(std::string_view given, Language language) {
    const auto name = trimmed(given);
    std::size_t characters = 0;
    for (std::size_t at = 0; at < name.size(); ++characters) {
        const auto character = next_character(name, at);
        if (character == bad_byte || is_control(character) || is_line_break(character))
            return refusal(Code::Invalid, language,
                           "In de naam van de praktijk staat een teken dat niet te lezen is.",
                           "The name of the practice holds a character that cannot be read.");
    }
    if (characters == 0 || characters > name_characters_count_max)
        return refusal(Code::Invalid, language, "De naam van een praktijk heeft 1 tot 100 tekens.",
                       "The name of a practice has 1 to 100 characters.");
    return std::string{name};
}

std::optional<Error> add_practice(storage::Unit& unit, const std::string& name, Arrival arrival,
                                  Language language, std::optional<system::Instant> created_at) {
    const auto folded_name = folded(name);
    std::optional<Arrival> clashing;
    unit.each(select_clashing, {storage::Bytes{unit.practice()}, folded_name}, [&](const storage::Row& row) {
        clashing = row.integer(0) == 0 ? Arrival::BeingMovedIn : Arrival::Complete;
    });
    if (clashing == Arrival::Complete)
        return refusal(Code::Conflict, language, "De praktijk “" + shortened(name) + "” is er al.",
                       "The practice “" + shortened(name) + "” exists already.");
    if (clashing == Arrival::BeingMovedIn)
        return refusal(
            Code::Conflict, language,
            "Een praktijk met de naam “" + shortened(name) + "” is half overgezet. Maak dat eerst af.",
            "A practice called “" + shortened(name) + "” was half moved in. Finish that first.");
    unit.run(insert_practice,
             {storage::Bytes{unit.practice()}, name, folded_name,
              static_cast<std::int64_t>(created_at.value_or(unit.now()).time_since_epoch().count()),
              static_cast<std::int64_t>(arrival)});
    return {};
}

void complete_practice(storage::Unit& unit) {
    unit.run(update_complete, {storage::Bytes{unit.practice()}});
}

std::vector<Practice> practices(storage::Session& session) {
    return practices_that_are(session, Arrival::Complete);
}

std::vector<Practice> practices_being_moved_in(storage::Session& session) {
    return practices_that_are(session, Arrival::BeingMovedIn);
}

Result<Practice> find_practice(storage::Session& session, std::string_view name, Language language) {
    const auto asked = folded(trimmed(name));
    auto all = practices(session);
    for (auto& practice : all)
        if (folded(practice.name) == asked) return std::move(practice);
    std::string names;
    for (std::size_t at = 0; at < all.size() && at < names_shown_count_max; ++at)
        names += (at == 0 ? "" : ", ") + all[at].name;
    if (all.size() > names_shown_count_max) names += ", …";
    if (all.empty())
        return refusal(Code::NotFound, language, "Er is nog geen praktijk.", "There is no practice yet.");
    return refusal(Code::NotFound, language,
                   "Er is geen praktijk “" + shortened(name) + "”. Wel: " + names + ".",
                   "There is no practice “" + shortened(name) + "”. There is: " + names + ".");
}

}  // namespace kader::subjects
