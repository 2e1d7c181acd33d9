// What is left when the process dies at each step, and at whatever a step had half written.

#include <signal.h>

#include "backup/drill.h"
#include "backup/house_for_tests.h"

using namespace kader;
using namespace kader::backup;

namespace {

// Does the work in a child that kills itself at the step of this number. True: the work had fewer steps, and ended.
template <class Work>
bool ended_before(Setting& setting, int step, const Work& work) {
    // Neither its threads nor its database go through a fork.
    setting.house.reset();
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        int count = 0;
        const auto at_step = [&](std::string_view) {
            if (++count == step) ::raise(SIGKILL);
        };
        ::_exit(work(at_step) ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    setting.house = std::make_unique<TestHouse>(setting.data);
    REQUIRE((WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0)));
    return WIFEXITED(status);
}

bool backs_up(const fs::path& data, const AtStep& at_step) {
    const system::SystemClock clock;
    auto here = installation::Installation::open_to_read(data, clock);
    return here && run(**here, data, {.at_step = at_step});
}

}  // namespace

TEST_CASE("a backup that is killed at any step leaves a target that is usable, and the next one comes to its end") {
    Setting setting;
    put_bytes(setting.data / "blobs" / "een", std::string(150'000, '1'));
    setting.run();
    int step = 1;
    for (bool ended = false; !ended; ++step) {
        CAPTURE(step);
        REQUIRE(step < 100);
        // Something new of each kind, and a file that is there already.
        setting.house->add_subject("P-" + std::to_string(step));
        put_bytes(setting.data / "blobs" / ("nieuw" + std::to_string(step)), std::string(70'000, 'n') + std::to_string(step));
        const auto last = setting.house->add_subject("Q-" + std::to_string(step));
        const auto before = content_of_folder(setting.target / "data");
        ended = ended_before(setting, step, [&](const AtStep& at_step) { return backs_up(setting.data, at_step); });
        // Whatever stood there before is as it was.
        const auto after = content_of_folder(setting.target / "data");
        for (const auto& [name, bytes] : before) REQUIRE(after.at(name) == bytes);
        const auto broken = setting.restore(setting.scratch.path() / "meteen");
        if (!broken) FAIL(broken.error().detail);
        fs::remove_all(setting.scratch.path() / "meteen");

        const auto next = setting.run();
        CHECK_FALSE(fs::exists(setting.data / "backup.snapshot"));
        const auto restored = setting.restore(setting.scratch.path() / "daarna");
        if (!restored) FAIL(restored.error().detail);
        CHECK(restored->sequence == next.sequence);
        {
            TestHouse back{setting.scratch.path() / "daarna"};
            CHECK(back.opens(last));
            CHECK_FALSE(back.fault());
        }
        fs::remove_all(setting.scratch.path() / "daarna");
    }
    // Snapshot, two objects of three steps, two copies of the keys, the drill key, the manifest, what is known.
    CHECK(step > 15);
}

TEST_CASE("a copy of the keys that is killed at any step leaves one that is whole") {
    Setting setting;
    setting.run();
    int step = 1;
    for (bool ended = false; !ended; ++step) {
        REQUIRE(step < 20);
        const auto victim = setting.house->add_subject("W-" + std::to_string(step));
        REQUIRE(copy_keys(setting.house->here(), setting.data));
        setting.house->destroy(victim);
        ended = ended_before(setting, step, [&](const AtStep& at_step) {
            const system::SystemClock clock;
            auto here = installation::Installation::open_to_read(setting.data, clock);
            return here && copy_keys(**here, setting.data, {.at_step = at_step});
        });
        REQUIRE(find_keys(Target::open(setting.target, Language::Dutch).value()).newest);
        REQUIRE(copy_keys(setting.house->here(), setting.data));
        const auto found = find_keys(Target::open(setting.target, Language::Dutch).value());
        REQUIRE(found.newest);
        CHECK_FALSE(found.one_is_damaged);
        CHECK(bytes_in(setting.target / "keys" / "current-a") == bytes_in(setting.target / "keys" / "current-b"));
        CHECK(found.newest->content.destroyed.contains({setting.house->practice().bytes(), victim.bytes()}));
        for (const auto& row : found.newest->content.keys) CHECK(row.whose.subject != victim.bytes());
    }
    CHECK(step > 4);
}

TEST_CASE("a restore that is killed at any step has put nothing in place, or all of it, and the next one does") {
    Setting setting;
    put_bytes(setting.data / "blobs" / "een", std::string(150'000, '1'));
    const auto subject = setting.house->add_subject("P9");
    setting.run();
    const auto into = setting.scratch.path() / "terug";
    int step = 1;
    for (bool ended = false; !ended; ++step) {
        CAPTURE(step);
        REQUIRE(step < 40);
        ended = ended_before(setting, step, [&](const AtStep& at_step) {
            RestoreOptions options;
            options.at_step = at_step;
            return bool(setting.restore(into, options));
        });
        if (!fs::exists(into)) REQUIRE(setting.restore(into));
        CHECK_FALSE(fs::exists(setting.scratch.path() / ".terug.kader-restoring"));
        {
            TestHouse back{into};
            CHECK(back.opens(subject));
            CHECK_FALSE(back.fault());
            CHECK(bytes_in(into / "blobs" / "een").size() == 150'000);
        }
        fs::remove_all(into);
    }
    CHECK(step > 7);
}

TEST_CASE("when one copy of the keys is damaged already, a kill leaves the other whole") {
    Setting setting;
    setting.run();
    for (const char copy : {'a', 'b'}) {
        const auto path = setting.target / "keys" / (std::string{"current-"} + copy);
        put_bytes(path, bytes_in(path).substr(0, 100));
        CHECK_FALSE(ended_before(setting, 1, [&](const AtStep& at_step) {
            const system::SystemClock clock;
            auto here = installation::Installation::open_to_read(setting.data, clock);
            return here && copy_keys(**here, setting.data, {.at_step = at_step});
        }));
        CHECK(find_keys(Target::open(setting.target, Language::Dutch).value()).newest);
        REQUIRE(copy_keys(setting.house->here(), setting.data));
    }
}
