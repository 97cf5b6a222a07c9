using Krewe.Simulation.Checks;

namespace Krewe.Simulation.Tests;

public sealed class LinearizabilityTests
{
    private static Operation Op(OperationKind kind, long call, long end, OperationOutcome outcome, string? value = null, string? expected = null) =>
        new("user", "m", kind, call) { Return = end, Outcome = outcome, Value = value, Expected = expected };

    [Fact]
    public void A_read_sees_what_was_written_before_it() => Linearizability.Holds(
    [
        Op(OperationKind.Create, 0, 1, OperationOutcome.Done, "a"),
        Op(OperationKind.Update, 2, 3, OperationOutcome.Done, "b"),
        Op(OperationKind.Get, 4, 5, OperationOutcome.Done, "b"),
    ]).ShouldBeTrue();

    [Fact]
    public void A_stale_read_is_seen() => Linearizability.Holds(
    [
        Op(OperationKind.Create, 0, 1, OperationOutcome.Done, "a"),
        Op(OperationKind.Update, 2, 3, OperationOutcome.Done, "b"),
        Op(OperationKind.Get, 4, 5, OperationOutcome.Done, "a"),
    ]).ShouldBeFalse();

    [Fact]
    public void Overlapping_operations_may_go_either_way_but_not_both() => Linearizability.Holds(
    [
        Op(OperationKind.Create, 0, 1, OperationOutcome.Done, "a"),
        Op(OperationKind.Update, 2, 9, OperationOutcome.Done, "b"),
        Op(OperationKind.Get, 3, 4, OperationOutcome.Done, "b"),
        Op(OperationKind.Get, 5, 6, OperationOutcome.Done, "a"),
    ]).ShouldBeFalse();

    [Fact]
    public void A_write_without_an_answer_may_take_effect_late_or_never()
    {
        var lost = Op(OperationKind.Update, 2, long.MaxValue, OperationOutcome.Unknown, "b");
        var create = Op(OperationKind.Create, 0, 1, OperationOutcome.Done, "a");
        Linearizability.Holds([create, lost, Op(OperationKind.Get, 3, 4, OperationOutcome.Done, "a"), Op(OperationKind.Get, 5, 6, OperationOutcome.Done, "b")]).ShouldBeTrue();
        Linearizability.Holds([create, lost, Op(OperationKind.Get, 3, 4, OperationOutcome.Done, "b"), Op(OperationKind.Get, 5, 6, OperationOutcome.Done, "a")]).ShouldBeFalse();
    }

    [Fact]
    public void A_conditional_update_that_lost_its_race_is_told_so() => Linearizability.Holds(
    [
        Op(OperationKind.Create, 0, 1, OperationOutcome.Done, "a"),
        Op(OperationKind.Update, 2, 5, OperationOutcome.Done, "b", "a"),
        Op(OperationKind.Update, 3, 6, OperationOutcome.Done, "c", "a"),
    ]).ShouldBeFalse();

    [Fact]
    public void A_refused_write_has_no_effect() => Linearizability.Holds(
    [
        Op(OperationKind.Create, 0, 1, OperationOutcome.Done, "a"),
        Op(OperationKind.Update, 2, 3, OperationOutcome.Refused, "b"),
        Op(OperationKind.Get, 4, 5, OperationOutcome.Done, "b"),
    ]).ShouldBeFalse();

    [Fact]
    public void A_deleted_object_is_gone_until_it_is_made_again() => Linearizability.Holds(
    [
        Op(OperationKind.Create, 0, 1, OperationOutcome.Done, "a"),
        Op(OperationKind.Delete, 2, 3, OperationOutcome.Done),
        Op(OperationKind.Create, 4, 5, OperationOutcome.AlreadyExists, "b"),
    ]).ShouldBeFalse();
}
