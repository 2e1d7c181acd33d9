// What stands in the way of destroying files.

#include "deadlines/amsterdam_time.h"
#include "server/destroying.h"

namespace kader::server {

namespace {

using destruction::HoldId;

void list_holds(House& house, const AskedPtr& asked, const Finish<HoldList>& finish) {
    const auto alone = works_alone_in(house, *asked);
    show_files<HoldList>(
        house, asked, "destruction.list",
        [&](storage::Session& session, FileNames& names, HoldList& list) {
            for (const auto& one : destruction::open_holds(session, asked->grant->practice())) {
                HoldAnswer answer{one.id, one.subject, {}, {}, std::string{destruction::word(one.kind)},
                                  {std::string{destruction::name(one.kind, Language::Dutch)}, std::string{destruction::name(one.kind, Language::English)}},
                                  one.reference, deadlines::amsterdam_day(std::chrono::floor<std::chrono::seconds>(one.placed_at)),
                                  may_now(destruction::why_not_lift(one.placed_by, asked->grant->actor().id, alone))};
                names.tell(one.subject, answer.kenmerk, answer.name);
                list.holds.push_back(std::move(answer));
            }
            return static_cast<std::int64_t>(list.holds.size());
        },
        finish);
}

void place_hold(House& house, const AskedPtr& asked, const NewHold& body, const Finish<HoldMade>& finish) {
    write_unit<HoldMade>(
        house, asked,
        [&house, asked, body](storage::Unit& unit, HoldMade& made) -> std::optional<Error> {
            const auto kind = destruction::parse_hold_kind(body.kind).value_or(destruction::HoldKind::StatutoryDuty);
            const auto id = destruction::place_hold(unit, house.installation->log(), *asked->grant, body.subject, kind, body.reference, asked->language);
            if (!id) return id.error();
            made.id = *id;
            return {};
        },
        finish);
}

void release_hold(House& house, const AskedPtr& asked, const Finish<Nothing>& finish) {
    const auto id = HoldId::parse(asked->request.parameters.at(0));
    if (!id) return finish(refuse(404, Code::NotFound, asked->language, "Dit beletsel is er niet.", "There is no such hold."));
    const auto alone = works_alone_in(house, *asked);
    write_unit<Nothing>(
        house, asked,
        [&house, asked, id = *id, alone](storage::Unit& unit, Nothing&) {
            return destruction::lift_hold(unit, house.installation->log(), *asked->grant, id, alone, asked->language);
        },
        finish);
}

}  // namespace

std::vector<Endpoint> hold_endpoints(House& house) {
    std::vector<Endpoint> all;
    all.push_back(endpoint_later<Nothing, HoldList>(
        sees_destructions, {.pattern = "/api/holds", .operation = "getHolds", .summary = "What stands in the way of destroying files; noted in the log"},
        [&house](const AskedPtr& asked, Nothing, const Finish<HoldList>& finish) { list_holds(house, asked, finish); }));
    all.push_back(endpoint_later<NewHold, HoldMade>(
        decides_destructions,
        {.method = http::Method::Post, .pattern = "/api/holds", .operation = "placeHold", .summary = "For as long as it is open, nothing of this file goes", .success = 201},
        [&house](const AskedPtr& asked, const NewHold& body, const Finish<HoldMade>& finish) { place_hold(house, asked, body, finish); }));
    all.push_back(endpoint_later<Nothing, Nothing>(
        decides_destructions,
        {.method = http::Method::Post, .pattern = "/api/holds/{id}/release", .operation = "releaseHold", .summary = "It is over; by somebody else than who placed it", .success = 204},
        [&house](const AskedPtr& asked, Nothing, const Finish<Nothing>& finish) { release_hold(house, asked, finish); }));
    return all;
}

}  // namespace kader::server
