using Krewe.Crossing.Tests.Rules;
using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Orleans;
using Orleans.Concurrency;

namespace Krewe.Crossing.Tests;

/// <summary>Each rule finds what it is for, and says where.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData(typeof(Plain), "ITakes<Plain>.Take.value: Plain has neither [GenerateSerializer] nor a codec")]
    [InlineData(typeof(IReadOnlyList<Plain>), "ITakes<IReadOnlyList<Plain>>.Take.value[]: Plain has neither [GenerateSerializer] nor a codec")]
    [InlineData(typeof(Deep), "ITakes<Deep>.Take.value -> Items[] -> Inner: Plain has neither [GenerateSerializer] nor a codec")]
    [InlineData(typeof(Func<int>), "is a delegate")]
    [InlineData(typeof(MemoryStream), "is a stream")]
    [InlineData(typeof(object), "name the type")]
    [InlineData(typeof(IEnumerable<string>), "is lazy")]
    [InlineData(typeof(IAsyncEnumerable<string>), "only as the result")]
    [InlineData(typeof(IServiceProvider), "container of services")]
    [InlineData(typeof(Task<int>), "is a task")]
    [InlineData(typeof(string[]), "is an array")]
    [InlineData(typeof(List<string>), "has neither")]
    [InlineData(typeof(WithToken), "Token: CancellationToken crosses only as a parameter")]
    [InlineData(typeof(Nameless), "Nameless needs one [Alias]")]
    [InlineData(typeof(Unnumbered), "-> Lost: has no [Id] and would be left behind")]
    [InlineData(typeof(TwiceNumbered), "-> Second: has the [Id] 0, which is First's")]
    [InlineData(typeof(Changeable), "-> Value: can be changed after it was sent")]
    [InlineData(typeof(Changeable), "lacks [Immutable]")]
    [InlineData(typeof(Open), "is neither sealed nor abstract")]
    [InlineData(typeof(OpenCases), "can be derived from anywhere")]
    [InlineData(typeof(Outcome), "value (case Bad) -> Callback: Action is a delegate")]
    [InlineData(typeof(Heir), "(base Ancestor): ", "has neither")]
    public void What_cannot_cross_is_named(Type parameter, params string[] parts)
    {
        var errors = string.Join("\n", new CrossingWalk().Interface(typeof(ITakes<>).MakeGenericType(parameter)).Errors)
            .Replace("RuleTests.", "", StringComparison.Ordinal);
        foreach (var part in parts)
            errors.ShouldContain(part);
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(int?))]
    [InlineData(typeof(ReadOnlyMemory<byte>))]
    [InlineData(typeof(IReadOnlyDictionary<string, IReadOnlyList<ApiDocument>>))]
    [InlineData(typeof(LabelSelector))]
    [InlineData(typeof(ITakes<int>))]
    [InlineData(typeof(Good))]
    public void What_can_cross_is_let_through(Type parameter) =>
        new CrossingWalk().Interface(typeof(ITakes<>).MakeGenericType(parameter)).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData(nameof(IOdd.Now), "returns Int32")]
    [InlineData(nameof(IOdd.Generic), "is generic")]
    [InlineData(nameof(IOdd.ByReference), "value: is passed by reference")]
    [InlineData(nameof(IOdd.OneWay), "is one-way and yet has a result")]
    [InlineData(nameof(IOdd.Result), "Result.result: RuleTests.Plain has neither")]
    public void Methods_that_no_network_carries_are_named(string method, string why)
    {
        var errors = new CrossingWalk().Interface(typeof(IOdd)).Errors;
        errors.ShouldContain(error => error.StartsWith($"RuleTests.IOdd.{method}", StringComparison.Ordinal) && error.Contains(why, StringComparison.Ordinal));
    }

    internal interface ITakes<T> : IGrainWithStringKey
    {
        Task Take(T value, CancellationToken cancellationToken);
    }

    internal interface IOdd : IGrainWithStringKey
    {
        int Now();

        Task Generic<T>();

        Task ByReference(ref int value);

        [OneWay]
        Task<int> OneWay();

        Task<Plain> Result();
    }

    internal sealed record Plain(int Value);

    [GenerateSerializer, Alias("Deep"), Immutable]
    internal sealed record Deep([property: Id(0)] IReadOnlyList<Middle> Items);

    [GenerateSerializer, Alias("Middle"), Immutable]
    internal sealed record Middle([property: Id(0)] Plain Inner);

    [GenerateSerializer, Alias("Good"), Immutable]
    internal sealed record Good([property: Id(0)] ApiDocument? Document, [property: Id(1)] DayOfWeek Day, [property: Id(2)] Good? Next);

    [GenerateSerializer, Alias("WithToken"), Immutable]
    internal sealed record WithToken([property: Id(0)] CancellationToken Token);

    [GenerateSerializer, Immutable]
    internal sealed record Nameless([property: Id(0)] int Value);

    [GenerateSerializer, Alias("Unnumbered"), Immutable]
    internal sealed record Unnumbered([property: Id(0)] int Kept, int Lost);

    [GenerateSerializer, Alias("TwiceNumbered"), Immutable]
    internal sealed record TwiceNumbered([property: Id(0)] int First, [property: Id(0)] int Second);

    [GenerateSerializer, Alias("Changeable")]
    internal sealed class Changeable
    {
        [Id(0)]
        public int Value { get; set; }
    }

    [GenerateSerializer, Alias("Open"), Immutable]
    internal record Open([property: Id(0)] int Value);

    internal sealed record Derived() : Open(0);

    [GenerateSerializer, Alias("OpenCases"), Immutable]
    internal abstract record OpenCases
    {
        [GenerateSerializer, Alias("OpenCases.Only"), Immutable]
        internal sealed record Only : OpenCases;
    }

    [GenerateSerializer, Alias("Outcome"), Immutable]
    internal abstract record Outcome
    {
        private Outcome() { }

        [GenerateSerializer, Alias("Outcome.Good"), Immutable]
        internal sealed record Fine([property: Id(0)] int Value) : Outcome;

        [GenerateSerializer, Alias("Outcome.Bad"), Immutable]
        internal sealed record Bad([property: Id(0)] Action Callback) : Outcome;
    }

    internal abstract record Ancestor;

    [GenerateSerializer, Alias("Heir"), Immutable]
    internal sealed record Heir([property: Id(0)] int Value) : Ancestor;
}
