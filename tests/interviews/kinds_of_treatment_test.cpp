// "Where can I turn?" asks which kind of treatment it was, in a few coarse kinds. What it then says of care must be
// what the catalogue says of each treatment that a client would place there.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "catalogue/catalogue.h"
#include "interviews/interview.h"
#include "norm_book/small_norms.h"

using namespace kader;

namespace {

using Kinds = std::vector<std::string>;

// Which kinds a client would choose, by the words of the options. Every treatment of the catalogue, once.
const std::map<std::string, Kinds>& kinds_of_treatments() {
    static const std::map<std::string, Kinds> all = [] {
        std::map<std::string, Kinds> made;
        const auto add = [&](const Kinds& kinds, const std::vector<std::string>& treatments) {
            for (const auto& id : treatments) CHECK(made.emplace(id, kinds).second);
        };
        add({"operation"},
            {"threads-resorbable", "threads-permanent", "scar-correction", "benign-lesion-removal", "ear-lobe-repair", "eyelid-upper", "eyelid-lower",
             "brow-lift", "ear-correction", "nose-correction", "facelift", "breast-augmentation-implant", "breast-augmentation-fat", "breast-lift",
             "breast-implant-removal", "male-breast-reduction", "tummy-tuck", "body-lift", "buttock-augmentation", "liposuction-limited",
             "liposuction-large", "lip-lift", "genital-limited", "genital-extensive", "hair-transplant", "facial-implant"});
        add({"injection"},
            {"botulinum-cosmetic", "botulinum-sweating", "filler-hyaluronic", "filler-hyaluronic-high-risk", "filler-biostimulator", "filler-permanent",
             "hyaluronidase", "skin-booster", "mesogun", "hyaluron-pen", "platelet-rich-plasma", "fat-dissolving-injection", "sclerotherapy", "body-filler"});
        add({"device"},
            {"peel-superficial", "peel-medium", "peel-deep", "resurfacing-superficial", "resurfacing-medium", "resurfacing-deep", "microneedling",
             "laser-hair-removal", "ipl-hair-removal", "ipl-skin", "laser-vascular", "laser-pigment", "laser-tattoo-removal", "radiofrequency",
             "radiofrequency-needles", "hifu", "cryolipolysis", "plasma-pen", "electric-epilation"});
        add({"operation", "device"}, {"laser-lipolysis"});
        add({"operation", "injection"}, {"fat-transfer-face", "vein-treatment"});
        add({"permanent-makeup"}, {"permanent-makeup"});
        add({"tattoo-piercing"}, {"tattoo", "piercing"});
        add({"ordinary-beauty"}, {"beauty-care", "cream-mask-cleansing", "relaxation-massage", "makeup", "waxing-tweezing", "tinting-lashes-brows",
                                  "manicure-pedicure", "hair-cutting"});
        add({"ordinary-beauty", "other"}, {"medical-pedicure"});
        add({"other"}, {"unknown-treatment"});
        return made;
    }();
    return all;
}

// Differences that must stay, by treatment and kind.
const std::map<std::pair<std::string, std::string>, std::string> known_differences{
    {{"filler-permanent", "injection"},
     "Prohibited, except to repair the body, which is care. Who already had it, or was offered it, turns to the same desks as of any injection."},
    {{"medical-pedicure", "ordinary-beauty"},
     "Care, but by its name a client may take it for an ordinary pedicure. The outcome says \"usually\", and that such a salon can give care after all."},
};

struct Norms {
    std::vector<norm_book::NormFile> files = norm_book::read_norm_files(KADER_SOURCE_DIR "/norms").value();
    norm_book::NormBook book = norm_book::small::book_of({norm_book::small::real("sources.toml")});
    catalogue::Catalogue treatments = std::get<catalogue::Catalogue>(catalogue::Catalogue::load(files, book));
    interviews::Interviews all = std::get<interviews::Interviews>(interviews::Interviews::load(files, book));
};
const Norms& norms() {
    static const Norms all;
    return all;
}

// What the interview says of a treatment of this kind in the Netherlands, today: it says exactly one thing.
bool is_said_to_be_care(const std::string& kind) {
    const auto& interview = *norms().all.find("where-to-turn");
    const interviews::Answers answers{{"kind", Kinds{kind}}, {"place", Kinds{"netherlands"}}};
    std::vector<std::string> said;
    for (const auto& one : advice(interview, answers, norms().treatments, day_of(2026, 11, 22)))
        if (one.outcome->group == "is-it-care") said.push_back(one.outcome->id);
    CAPTURE(kind);
    REQUIRE(said.size() == 1);
    const bool is_care = said.front().starts_with("care-");
    CHECK((is_care || said.front().starts_with("not-care-")));
    return is_care;
}

}  // namespace

TEST_CASE("every treatment of the catalogue has a place among the kinds that a client chooses from, and every kind has a treatment") {
    std::set<std::string> used, options;
    for (const auto& option : norms().all.find("where-to-turn")->question("kind")->options) options.insert(option.id);
    for (const auto& placed : kinds_of_treatments()) {
        const auto& id = placed.first;
        const auto& kinds = placed.second;
        CAPTURE(id);
        CHECK(norms().treatments.find(id) != nullptr);
        for (const auto& kind : kinds) CHECK(options.contains(kind));
        used.insert(kinds.begin(), kinds.end());
    }
    for (const auto& treatment : norms().treatments.treatments()) {
        CAPTURE(treatment.id);
        CHECK(kinds_of_treatments().contains(treatment.id));
    }
    CHECK(used == options);
}

TEST_CASE("where to turn says care of a kind exactly where the catalogue says it of its treatments, but for the differences named") {
    std::set<std::pair<std::string, std::string>> different;
    for (const auto& placed : kinds_of_treatments()) {
        const auto& id = placed.first;
        const auto& kinds = placed.second;
        const auto* treatment = norms().treatments.find(id);
        REQUIRE(treatment != nullptr);
        for (const auto& kind : kinds) {
            const auto scope = treatment->scope.value;
            const auto said = is_said_to_be_care(kind) ? catalogue::Scope::Care : catalogue::Scope::NotCare;
            if (scope != said) different.emplace(id, kind);
        }
    }
    for (const auto& one : different) {
        CAPTURE(one.first);
        CAPTURE(one.second);
        CHECK(known_differences.contains(one));
    }
    CHECK(different.size() == known_differences.size());
}

TEST_CASE("a kind never says that a reserved act is no care, whoever gives it") {
    for (const auto& placed : kinds_of_treatments()) {
        const auto& id = placed.first;
        const auto& kinds = placed.second;
        const auto& reserved = norms().treatments.find(id)->reserved.value;
        const bool is_reserved = std::ranges::any_of(reserved, [](const auto& act) { return act != "debated"; });
        CAPTURE(id);
        for (const auto& kind : kinds)
            if (is_reserved) CHECK(is_said_to_be_care(kind));
    }
}
