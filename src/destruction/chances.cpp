#include "destruction/chances.h"

#include <algorithm>
#include <array>

#include "destruction/words.h"

namespace kader::destruction {

namespace {

constexpr std::array<std::string_view, 4> urgency_words = {"none", "warned", "pressed", "late"};

}  // namespace

std::optional<Text> why_not_agree(const Destruction& one, const subjects::ActorId& actor) {
    if (one.made_by == actor)
        return Text{"U hebt dit zelf gevraagd; iemand anders moet ermee instemmen.", "You asked for this yourself; somebody else has to agree."};
    return {};
}

CalendarDay thinks_until(const Destruction& one) {
    const auto thought = one.asked.asked_on + time_to_think;
    if (one.agreed_by) return thought;
    const auto since_noted = words::day_of(one.made_at) + time_to_think;
    return std::max(thought, one.asked.last_on ? std::min(since_noted, *one.asked.last_on) : since_noted);
}

std::optional<Text> why_not_carry_out(const Destruction& one, std::span<const Hold> holds, const People& people, CalendarDay today) {
    if (!holds.empty()) {
        const auto& hold = holds.front();
        const auto kind = [&](Language language) { return std::string{name(hold.kind, language)}; };
        return Text{"Dit dossier mag nu niet weg: er loopt " + kind(Language::Dutch) + " (" + hold.reference + "). Hef het beletsel op zodra dat voorbij is.",
                    "This file may not go now: there is " + kind(Language::English) + " (" + hold.reference + "). Lift the hold once that is over."};
    }
    if (!people.confirmed_now)
        return Text{"Bevestig eerst opnieuw met uw tweede factor dat u het bent.", "Confirm again with your second factor first that it is you."};
    if (!one.agreed_by && !people.works_alone)
        return Text{"Iemand anders moet eerst instemmen met deze vernietiging.", "Somebody else has to agree to this destruction first."};
    const auto thought = thinks_until(one);
    const bool may_be_at_once = one.asked.at_once && one.agreed_by;
    if (today < thought && !may_be_at_once) {
        const auto day = iso_text(thought);
        return Text{"Er is bedenktijd: dit kan vanaf " + day + ". Bied in die tijd een kopie van het dossier aan.",
                    "There is time to think: this can be done from " + day + ". Offer a copy of the file meanwhile."};
    }
    return {};
}

std::string_view word(Urgency urgency) { return urgency_words.at(static_cast<std::size_t>(urgency)); }

Urgency urgency(const Destruction& one, CalendarDay today) {
    if (one.state != State::Asked) return Urgency::None;
    if (one.asked.last_on && *one.asked.last_on < today) return Urgency::Late;
    if (today >= one.asked.asked_on + pressed_after) return Urgency::Pressed;
    return today >= one.asked.asked_on + warned_after ? Urgency::Warned : Urgency::None;
}

}  // namespace kader::destruction
