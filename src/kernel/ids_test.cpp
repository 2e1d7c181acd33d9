#include "kernel/ids.h"

#include <doctest/doctest.h>

#include <type_traits>

using ClientId = kader::Id<struct ClientTag>;
using TreatmentId = kader::Id<struct TreatmentTag>;

static_assert(!std::is_convertible_v<ClientId, TreatmentId>);
static_assert(!std::is_convertible_v<std::uint32_t, ClientId>);

TEST_CASE("an id is its number, and the first one is zero") {
    CHECK(ClientId{7} == ClientId{7});
    CHECK(ClientId{6} < ClientId{7});
    CHECK(ClientId{}.number() == 0);
}
