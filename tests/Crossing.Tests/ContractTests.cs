using System.Reflection;
using Krewe.Crossing.Tests.Rules;
using Krewe.Grains.Collections;
using Krewe.Grains.Nodes;
using Orleans;
using Orleans.Runtime;

namespace Krewe.Crossing.Tests;

/// <summary>Every contract of the grains can be spoken between silos.</summary>
public sealed class ContractTests
{
    private static readonly Assembly Contracts = typeof(ICollectionGrain).Assembly;

    private static IEnumerable<Type> Interfaces =>
        Contracts.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type));

    public static TheoryData<Type> Callable => [.. Interfaces.OrderBy(type => type.FullName, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Callable))]
    public void Parameters_and_results_can_cross_silos(Type contract) =>
        Explain(new CrossingWalk().Interface(contract).Errors).ShouldBeEmpty();

    [Fact]
    public void The_walk_sees_grains_observers_and_nested_messages()
    {
        Interfaces.ShouldContain(typeof(ICollectionGrain));
        Interfaces.ShouldContain(typeof(IAgentSession));
        var messages = new CrossingWalk().Interface(typeof(ICollectionGrain)).Messages;
        foreach (var message in (Type[])[typeof(CommitOutcome.Stale), typeof(SubscribeOutcome.Subscribed), typeof(CollectionSnapshot), typeof(Change)])
            messages.ShouldContain(message);
        new CrossingWalk().Interface(typeof(ICollectionObserver)).Messages.ShouldBe([typeof(ChangeBatch), typeof(Change)], ignoreOrder: true);
    }

    [Fact]
    public void Exceptions_can_cross_silos()
    {
        var exceptions = Contracts.GetTypes().Where(type => typeof(Exception).IsAssignableFrom(type)).ToList();
        exceptions.ShouldNotBeEmpty();
        Explain(exceptions.Aggregate(new CrossingWalk(), (walk, type) => walk.Message(type)).Errors).ShouldBeEmpty();
    }

    [Fact]
    public void No_message_is_left_that_nothing_sends()
    {
        var walk = Interfaces.Aggregate(new CrossingWalk(), (walk, contract) => walk.Interface(contract));
        Serialized().Where(type => !type.IsEnum && !typeof(Exception).IsAssignableFrom(type)).Except(walk.Messages).ShouldBeEmpty();
    }

    [Fact]
    public void Enumerations_have_a_name_on_the_wire() =>
        Contracts.GetTypes().Where(type => type.IsEnum)
            .Where(type => !type.IsDefined(typeof(GenerateSerializerAttribute)) || !type.IsDefined(typeof(AliasAttribute)))
            .ShouldBeEmpty();

    [Fact]
    public void Names_on_the_wire_are_told_apart()
    {
        var aliases = Serialized().Select(type => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias).ToList();
        aliases.ShouldAllBe(alias => alias != null && alias.StartsWith("krewe.", StringComparison.Ordinal), "others have names on the same wire");
        aliases.ShouldBeUnique();
    }

    private static IEnumerable<Type> Serialized() =>
        Contracts.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false));

    private static string Explain(IEnumerable<string> errors) => string.Join("\n", errors);
}
