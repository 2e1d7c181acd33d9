#include "practice/notification.h"

#include "facts/keys.h"

namespace kader::practice {

void Notification::check(std::vector<lists::CellProblem>& problems) const {
    // A change may be about a location alone, and a permit of the GGD always is.
    if (care.empty() && (kind == "melding" || kind == "vergunning"))
        lists::cell::refuse_empty({.name = "zorgsoorten", .kind = lists::CellKind::Choices},
                                  problems);
    lists::refuse_end_before_start("geldig_tot_en_met", dated_on, valid_through, problems);
}

namespace {

void add_permit(const Notification& permit, std::vector<facts::NewFact>& facts) {
    const auto holds = lists::period_of(permit.dated_on, permit.valid_through);
    for (const auto& care : permit.care)
        facts.push_back({.kind = "practice.permit",
                         .subject = facts::care_key(care),
                         .attributes = {{"kind", care}},
                         .holds = holds});
}

void add_ggd_permit(const Notification& permit, std::vector<facts::NewFact>& facts) {
    const auto holds = lists::period_of(permit.dated_on, permit.valid_through);
    for (const auto& location : permit.locations)
        facts.push_back({.kind = "practice.ggd_permit",
                         .subject = facts::location_key(location),
                         .holds = holds});
}

void add_notified(const Notification& sent, std::vector<facts::NewFact>& facts) {
    const auto holds = facts::from_day(sent.dated_on);
    for (const auto& care : sent.care)
        facts.push_back({.kind = "practice.notified",
                         .subject = facts::care_key(care),
                         .attributes = {{"kind", care}, {"capacity", sent.capacity}},
                         .holds = holds});
    for (const auto& location : sent.locations)
        facts.push_back({.kind = "practice.location_notified",
                         .subject = facts::location_key(location),
                         .holds = holds});
    if (!sent.legal_form.empty())
        facts.push_back({.kind = "practice.legal_form_notified",
                         .subject = facts::key("legal_form", sent.legal_form),
                         .holds = holds});
}

}  // namespace

std::vector<facts::NewFact> facts_of(const Notification& notification) {
    std::vector<facts::NewFact> facts;
    if (notification.kind == "vergunning")
        add_permit(notification, facts);
    else if (notification.kind == "ggd_vergunning")
        add_ggd_permit(notification, facts);
    else
        add_notified(notification, facts);
    return facts;
}

}  // namespace kader::practice
