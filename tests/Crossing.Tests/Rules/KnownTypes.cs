using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Numerics;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Schema;
using Krewe.Model.Validation;
using Krewe.Protocol;

namespace Krewe.Crossing.Tests.Rules;

/// <summary>Types that cross without an attribute of their own.</summary>
internal static class KnownTypes
{
    /// <summary>Values that Orleans writes itself.</summary>
    private static readonly FrozenSet<Type> Values = new[]
    {
        typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(char), typeof(float), typeof(double), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger),
        typeof(string), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Uri), typeof(Version), typeof(IPAddress), typeof(IPEndPoint), typeof(ReadOnlyMemory<byte>),
    }.ToFrozenSet();

    /// <summary>Immutable collections, and interfaces of those that are only read, which Orleans writes item by item.</summary>
    private static readonly FrozenSet<Type> Collections = new[]
    {
        typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyDictionary<,>), typeof(IReadOnlySet<>),
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(FrozenDictionary<,>), typeof(FrozenSet<>),
        typeof(KeyValuePair<,>), typeof(Nullable<>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
    }.ToFrozenSet();

    /// <summary>Types of layers that know nothing of grains; <c>grains/Abstractions/Serialization</c> has a codec for each.</summary>
    private static readonly FrozenSet<Type> WithCodec = new[]
    {
        typeof(ApiDocument), typeof(ApiFailure), typeof(FieldError), typeof(ObjectKey), typeof(ObjectId), typeof(PodObservation),
    }.ToFrozenSet();

    public static bool IsValue(Type type) => Values.Contains(type);

    public static bool IsCollection(Type type) => type.IsGenericType && Collections.Contains(type.GetGenericTypeDefinition());

    /// <summary>Whether a codec takes the type whole: records of the API as their JSON, messages of the agents' protocol as theirs.</summary>
    public static bool HasCodec(Type type) =>
        WithCodec.Contains(type)
        || (typeof(ApiRecord).IsAssignableFrom(type) && !type.IsAbstract)
        || typeof(AgentMessage).IsAssignableFrom(type)
        || typeof(ServerMessage).IsAssignableFrom(type);

    /// <summary>Why a type must not cross, where that needs saying; null for others.</summary>
    public static string? WhyNot(Type type) => type switch
    {
        _ when type == typeof(object) => "says nothing of what is in it; name the type",
        _ when typeof(Delegate).IsAssignableFrom(type) => "is a delegate: code does not cross; send data, or an observer to call back",
        _ when typeof(Stream).IsAssignableFrom(type) => "is a stream, which lives in one process; send its bytes",
        _ when typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) => "is a task, which lives in one process",
        _ when typeof(IServiceProvider).IsAssignableFrom(type) => "is a container of services, which live in one process",
        _ when typeof(Type).IsAssignableFrom(type) => "is a type of this build; send an identity that other builds know",
        _ when type == typeof(CancellationToken) => "crosses only as a parameter of the method",
        _ when type.IsArray => "is an array, which its receiver could change while its sender reads it; use IReadOnlyList<T>, or ReadOnlyMemory<byte>",
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) =>
            "is lazy: it would be worked out at an unknown time and place; use IReadOnlyList<T>",
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>) => "crosses only as the result of a method",
        _ => null,
    };
}
