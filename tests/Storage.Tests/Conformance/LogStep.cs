using FsCheck;
using FsCheck.Fluent;

namespace Krewe.Storage.Tests.Conformance;

/// <summary>One step of a random history, with what it does to a log and to the model.</summary>
internal abstract record LogStep
{
    private static readonly string[] Collections = ["pods", "services"];
    private static readonly string[] Keys = ["a/1", "a/2", "/node", "b/1"];

    /// <summary>Commits changes; <paramref name="Lag"/> is how far the writer's view is behind (or, negative, ahead).</summary>
    public sealed record Commit(string Collection, int Lag, ObjectChange[] Changes) : LogStep
    {
        public override string ToString() => $"commit {Collection} lag {Lag} [{string.Join(' ', Changes.Select(change => (change.Deleted ? "-" : "+") + change.Key))}]";
    }

    /// <summary>Compacts up to a part of the collection's history, in tenths.</summary>
    public sealed record Compact(string Collection, int Tenths) : LogStep;

    /// <summary>Reads history from a part of it on, in tenths.</summary>
    public sealed record Read(string Collection, int Tenths, int Limit) : LogStep;

    public sealed record Reopen : LogStep;

    public static Arbitrary<LogStep[]> Histories => Arb.From(
        AnyStep.ListOf().Select(steps => steps.ToArray()),
        steps => Enumerable.Range(0, steps.Length).Select(index => steps.Where((_, position) => position != index).ToArray()));

    private static Gen<string> AnyCollection => Gen.Elements(Collections);

    private static Gen<ObjectChange> AnyChange =>
        from key in Gen.Elements(Keys)
        from deleted in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from number in Gen.Choose(0, 1_000_000)
        select deleted ? Documents.Delete(key, $"{number}") : Documents.Put(key, $"{number}");

    private static Gen<LogStep> AnyStep => Gen.Frequency(
        (12, from collection in AnyCollection
             from lag in Gen.Frequency((8, Gen.Constant(0)), (2, Gen.Choose(-2, 3)))
             from size in Gen.Choose(0, 4)
             from changes in Gen.ArrayOf(AnyChange, size)
             select (LogStep)new Commit(collection, lag, changes)),
        (2, from collection in AnyCollection
            from tenths in Gen.Choose(0, 10)
            select (LogStep)new Compact(collection, tenths)),
        (4, from collection in AnyCollection
            from tenths in Gen.Choose(0, 12)
            from limit in Gen.Choose(1, 8)
            select (LogStep)new Read(collection, tenths, limit)),
        (1, Gen.Constant<LogStep>(new Reopen())));
}
