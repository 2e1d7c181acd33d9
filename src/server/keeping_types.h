#pragma once

// What travels of how the installation is kept: its keys, its recovery kit and its backups. No content of anybody.

#include <array>

#include "answers/check_answer.h"
#include "wire/fields.h"

namespace kader::server {

inline constexpr std::array<std::string_view, 3> root_key_words = {"file", "passphrase", "credential"};
inline constexpr std::array<std::string_view, 5> kit_words = {"none", "other_key", "untried", "old", "tried"};
inline constexpr std::array<std::string_view, 4> turn_words = {"rest", "due", "under_way", "waits"};

// One row of what is lost when.
struct LossAnswer {
    answers::BothLanguages lost, then;
    static constexpr std::string_view schema = "Loss";
    template <class Fields>
    static void describe(Fields& field) {
        field(&LossAnswer::lost, {.name = "lost", .about = "What is gone or stolen."});
        field(&LossAnswer::then, {.name = "then", .about = "What that means."});
    }
};

struct RootKeyAnswer {
    std::string place, fingerprint;
    answers::BothLanguages what;
    std::vector<LossAnswer> losses;
    static constexpr std::string_view schema = "RootKey";
    template <class Fields>
    static void describe(Fields& field) {
        using A = RootKeyAnswer;
        field(&A::place, {.name = "place", .choices = root_key_words});
        field(&A::fingerprint, {.name = "fingerprint", .about = "Eight digits by which a person recognises it."});
        field(&A::what, {.name = "what", .about = "The place in words."});
        field(&A::losses, {.name = "losses", .about = "Only what can happen with this place."});
    }
};

struct KitAnswer {
    std::string state;
    answers::BothLanguages what;
    std::optional<CalendarDay> made_on, tried_on;
    static constexpr std::string_view schema = "KitState";
    template <class Fields>
    static void describe(Fields& field) {
        field(&KitAnswer::state, {.name = "state", .choices = kit_words});
        field(&KitAnswer::what, {.name = "what", .about = "The state in words, with what helps."});
        field(&KitAnswer::made_on, {.name = "made_on"});
        field(&KitAnswer::tried_on, {.name = "tried_on", .about = "When a backup was last restored with it."});
    }
};

struct BackupState {
    bool set_up = false;
    std::optional<std::string> last_good, last_run, last_good_drill, last_drill, next_run, next_drill;
    bool run_failed = false, drill_failed = false;
    static constexpr std::string_view schema = "BackupState";
    template <class Fields>
    static void describe(Fields& field) {
        using A = BackupState;
        field(&A::set_up, {.name = "set_up"});
        field(&A::last_good, {.name = "last_good", .about = "When the last one that was made ended; UTC, as the others."});
        field(&A::last_run, {.name = "last_run", .about = "Whatever became of it."});
        field(&A::run_failed, {.name = "run_failed", .about = "The last one."});
        field(&A::last_good_drill, {.name = "last_good_drill"});
        field(&A::last_drill, {.name = "last_drill"});
        field(&A::drill_failed, {.name = "drill_failed"});
        field(&A::next_run, {.name = "next_run", .about = "At the latest; null while backups are not set up."});
        field(&A::next_drill, {.name = "next_drill", .about = "At the latest; null until there is a backup to try, and with PostgreSQL."});
    }
};

struct EpochState {
    int now = 0;
    std::string turn;
    std::optional<answers::BothLanguages> waits_for;
    std::int64_t keys_under_old = 0;
    std::optional<std::string> last_turned;
    static constexpr std::string_view schema = "EpochState";
    template <class Fields>
    static void describe(Fields& field) {
        field(&EpochState::now, {.name = "now", .about = "The epoch that wraps what is new."});
        field(&EpochState::turn, {.name = "turn", .about = "waits: it could not go on, and is tried again.", .choices = turn_words});
        field(&EpochState::waits_for, {.name = "waits_for", .about = "Why it could not go on."});
        field(&EpochState::keys_under_old, {.name = "keys_under_old", .about = "Of the reader's practice, while it turns."});
        field(&EpochState::last_turned, {.name = "last_turned", .about = "By this server since it started; UTC."});
    }
};

struct KeepingAnswer {
    bool set_up_finished = false;
    std::vector<answers::BothLanguages> set_up_lacks;
    RootKeyAnswer root_key;
    KitAnswer kit;
    BackupState backup;
    EpochState epoch;
    static constexpr std::string_view schema = "Keeping";
    template <class Fields>
    static void describe(Fields& field) {
        using A = KeepingAnswer;
        field(&A::set_up_finished, {.name = "set_up_finished", .about = "Only once a backup was restored with the recovery kit that counts now."});
        field(&A::set_up_lacks, {.name = "set_up_lacks", .about = "What is still to be done for that, in order."});
        field(&A::root_key, {.name = "root_key"});
        field(&A::kit, {.name = "kit"});
        field(&A::backup, {.name = "backup"});
        field(&A::epoch, {.name = "epoch"});
    }
};

struct TurnBegun {
    bool begun = true;
    static constexpr std::string_view schema = "TurnBegun";
    template <class Fields>
    static void describe(Fields& field) {
        field(&TurnBegun::begun, {.name = "begun", .about = "False: one was under way already, and goes on."});
    }
};

}  // namespace kader::server
