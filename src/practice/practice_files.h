#pragma once

// The door of the room: all that the practice is, offers, has and says of itself, from its profile to the
// explanation of a gap. Law: Wtza (notification and permit), Handelsregisterwet (the register is right),
// Wkkgz art. 2 and 3 (good care, and how it is organised), Wmcz 2018 (the client council). None of it
// is about one person's file: all belongs to the practice.

#include "practice/care_kind.h"
#include "practice/care_offer.h"
#include "practice/council.h"
#include "practice/equipment.h"
#include "practice/gap_explanation.h"
#include "practice/governance.h"
#include "practice/inspection.h"
#include "practice/location.h"
#include "practice/notification.h"
#include "practice/own_rule.h"
#include "practice/practice_profile.h"
#include "practice/publication.h"
#include "practice/shown_otherwise.h"
#include "practice/statement.h"
#include "practice/trade_register_check.h"
#include "records/door.h"

namespace kader::practice {

using PracticeFiles = records::Door<CareKind, CareOffer, Council, Equipment, GapExplanation, Governance,
                                    Inspection, Location, Notification, OwnRule, PracticeProfile, Publication,
                                    ShownOtherwise, Statement, TradeRegisterCheck>;

}  // namespace kader::practice
