#include "answers/check_answer.h"
#include "server/house.h"

namespace kader::server {

namespace {

// The line of the log comes before the answer. The answers cite records by kenmerk only, so they are given
// as well while nothing can be written.
template <class Answer>
void answer_after_line(House& house, const AskedPtr& asked, audit::Act act, std::optional<subjects::PracticeId> practice,
                       std::shared_ptr<Answer> answer, const Finish<Answer>& finish) {
    house.writes->submit(
        *practice,
        [&house, asked, act](storage::Unit& unit, Writes::Written&) -> std::optional<Error> {
            house.installation->log().append(unit, *asked->grant, {.act = act, .edition = house.book->edition()});
            return {};
        },
        [answer, finish](const std::optional<Error>& refused) {
            if (refused && refused->code != Code::Unavailable) return finish(Refusal{*refused});
            finish(Given<Answer>{std::move(*answer)});
        });
}

template <class Answer, class Make>
void answer_check(House& house, const AskedPtr& asked, audit::Act act, const Finish<Answer>& finish, const Make& make) {
    const auto practice = asked->grant->practice();
    const auto known_on = asked->day("known_on");
    auto answer = std::make_shared<Answer>();
    if (known_on) {
        // Nothing that was not known is in what is loaded, so the check itself need not leave anything out.
        auto loaded = standing::load(*house.installation->reader(), practice, known_on);
        const check::Check check{*house.book, loaded.records};
        *answer = make(check, loaded.present, known_on);
    } else {
        const auto standing = house.standings->of(practice);
        standing->ask([&](const check::Check& check) { *answer = make(check, standing->present(), known_on); });
    }
    answer_after_line(house, asked, act, practice, std::move(answer), finish);
}

constexpr Parameter known_on{Parameter::In::Query, "known_on", "Only what was known on this day.", true};
constexpr auto may_see = Policy::rights(access::Area::Check, access::Act::Read);

}  // namespace

std::vector<Endpoint> check_endpoints(House& house) {
    using answers::CheckAnswer, answers::ForecastAnswer;
    std::vector<Endpoint> all;
    all.push_back(endpoint_later<Nothing, CheckAnswer>(
        may_see,
        {.pattern = "/api/check",
         .operation = "getCheck",
         .summary = "The 22 questions on a day",
         .parameters = {{Parameter::In::Query, "on", "The day; today when absent.", true}, known_on}},
        [&house](const AskedPtr& asked, Nothing, const Finish<CheckAnswer>& finish) {
            const auto on = asked->day("on").value_or(house.today());
            answer_check<CheckAnswer>(house, asked, "check.read", finish,
                                      [&](const check::Check& check, std::size_t present, std::optional<CalendarDay> known) {
                                          return answers::answer_of(check, check.on(on), *house.book, {present, 0, {}}, known);
                                      });
        }));
    all.push_back(endpoint_later<Nothing, ForecastAnswer>(
        may_see,
        {.pattern = "/api/check/forecast",
         .operation = "getForecast",
         .summary = "Every coming change with its cause",
         .parameters = {{Parameter::In::Query, "from", "The day to start from; today when absent.", true},
                        {Parameter::In::Query, "through", "The last day; twelve months on when absent.", true},
                        known_on}},
        [&house](const AskedPtr& asked, Nothing, const Finish<ForecastAnswer>& finish) {
            const auto from = asked->day("from").value_or(house.today());
            const auto through = asked->day("through").value_or(plus_months(from, 12));
            if (through < from)
                return finish(refusal_of_field("?through", {"ligt vóór de eerste dag", "is before the first day"}, asked->language));
            answer_check<ForecastAnswer>(house, asked, "forecast.read", finish,
                                         [&](const check::Check& check, std::size_t, std::optional<CalendarDay>) {
                                             return answers::answer_of(check.forecast(from, through), from, through, *house.book);
                                         });
        }));
    return all;
}

}  // namespace kader::server
