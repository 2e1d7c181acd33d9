#include "decode/paragraphs.h"

#include <doctest/doctest.h>

using namespace kader::decode;

namespace {

void write(Paragraphs& into, std::string_view words, bool is_item = false) {
    into.begin_paragraph();
    if (is_item) into.is_list_item();
    into.add(words);
    into.end_paragraph();
}

}  // namespace

TEST_CASE("paragraphs have a blank line between them, the items of a list have none") {
    Paragraphs all;
    write(all, "Kop");
    write(all, "U zwijgt:");
    write(all, "een;", true);
    write(all, "");
    write(all, " twee. ", true);
    write(all, "Slot");
    CHECK(std::move(all).finish() == "Kop\n\nU zwijgt:\n\n- een;\n- twee.\n\nSlot\n");
}

TEST_CASE("a box in the middle of a sentence comes behind it, also a box in a box") {
    Paragraphs all;
    all.begin_paragraph();
    all.add("voor ");
    all.begin_box();
    all.begin_paragraph();
    all.add("kader");
    all.begin_box();
    write(all, "binnenste");
    all.end_box();
    all.end_paragraph();
    all.end_box();
    all.add("achter");
    all.end_paragraph();
    CHECK(std::move(all).finish() == "voor achter\n\nkader\n\nbinnenste\n");
}

TEST_CASE("what was never closed is still read") {
    Paragraphs all;
    all.begin_paragraph();
    all.add("een");
    all.begin_box();
    all.add("twee");
    CHECK(std::move(all).finish() == "een\n\ntwee\n");
    Paragraphs none;
    none.end_box();
    none.end_paragraph();
    CHECK(std::move(none).finish().empty());
}
