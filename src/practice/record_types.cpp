#include "practice/record_types.h"

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

namespace kader::practice {

std::vector<lists::ListType> record_types() {
    return {lists::list_type<PracticeProfile>(),
            lists::list_type<CareKind>(),
            lists::list_type<Location>(),
            lists::list_type<Notification>(),
            lists::list_type<TradeRegisterCheck>(),
            lists::list_type<Equipment>(),
            lists::list_type<Inspection>(),
            lists::list_type<CareOffer>(),
            lists::list_type<Publication>(),
            lists::list_type<OwnRule>(),
            lists::list_type<Statement>(),
            lists::list_type<ShownOtherwise>(),
            lists::list_type<GapExplanation>(),
            lists::list_type<Governance>(),
            lists::list_type<Council>()};
}

}  // namespace kader::practice
