#include "system/open_files.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace kader;

TEST_CASE("a process may open as many files as the machine allows, once it asked") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    REQUIRE(before.rlim_max > 64);
    const rlimit low{64, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    CHECK(system::raise_open_files() == before.rlim_max);
    rlimit now{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &now) == 0);
    CHECK(now.rlim_cur == before.rlim_max);
    CHECK(system::raise_open_files() == before.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &before);
}
