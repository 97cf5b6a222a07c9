using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Krewe.Crossing.Tests.Rules;

/// <summary>
/// Walks what the methods of an interface take and give, and collects whatever could not cross from one silo to another under Orleans' rules.
/// </summary>
/// <remarks>
/// A message crosses if it has a serializer (<c>[GenerateSerializer]</c>) under a name that outlives renames (<c>[Alias]</c>), if each piece
/// of its state has a number (<c>[Id]</c>; Orleans passes over state that has none, silently), and if the same holds for the types of that
/// state, for its base types, and for every type that may stand in its place. It must not change either, as within a silo it is not copied.
/// </remarks>
internal sealed class CrossingWalk
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly HashSet<Type> _seen = [];
    private readonly List<string> _errors = [];

    /// <summary>What cannot cross: <c>interface.method.parameter -> member -> member: why</c>.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Every message that was met.</summary>
    public IReadOnlySet<Type> Messages => _seen;

    /// <summary>Walks all methods that callers of the interface have, inherited ones too.</summary>
    public CrossingWalk Interface(Type contract)
    {
        foreach (var method in contract.GetInterfaces().Append(contract)
            .Where(parent => parent.Namespace is not ("Orleans" or "Orleans.Runtime"))
            .SelectMany(parent => parent.GetMethods(BindingFlags.Instance | BindingFlags.Public)))
        {
            Method(contract, method);
        }
        return this;
    }

    /// <summary>Walks one message that is thrown or kept rather than passed.</summary>
    public CrossingWalk Message(Type type)
    {
        Type(type, new MemberPath(Name(type)));
        return this;
    }

    public static bool IsMarker(Type type) => type.Namespace is "Orleans" or "Orleans.Runtime";

    private void Method(Type contract, MethodInfo method)
    {
        var path = new MemberPath($"{Name(contract)}.{method.Name}");
        if (method.IsGenericMethodDefinition)
            Refuse(path, "is generic: what crosses must be known");
        foreach (var parameter in method.GetParameters())
        {
            var at = new MemberPath($"{path}.{parameter.Name}");
            if (parameter.ParameterType.IsByRef)
                Refuse(at, "is passed by reference, which ends at the silo's border");
            else if (parameter.ParameterType != typeof(CancellationToken))
                Type(parameter.ParameterType, at);
        }

        var result = method.ReturnType;
        var oneWay = method.IsDefined(typeof(OneWayAttribute));
        if (result == typeof(Task) || result == typeof(ValueTask))
            return;
        if (oneWay)
            Refuse(path, "is one-way and yet has a result");
        if (result.IsGenericType && result.GetGenericTypeDefinition() is var outer
            && (outer == typeof(Task<>) || outer == typeof(ValueTask<>) || outer == typeof(IAsyncEnumerable<>)))
            Type(result.GenericTypeArguments[0], new MemberPath($"{path}.result"));
        else
            Refuse(path, $"returns {Name(result)}; a call over a network is awaited: Task, ValueTask or IAsyncEnumerable<T>");
    }

    private void Type(Type type, MemberPath path)
    {
        if (KnownTypes.IsValue(type) || KnownTypes.HasCodec(type) || typeof(IAddressable).IsAssignableFrom(type))
            return;
        if (KnownTypes.IsCollection(type))
        {
            foreach (var argument in type.GenericTypeArguments)
                Type(argument, path.Item());
        }
        else if (KnownTypes.WhyNot(type) is { } why)
        {
            Refuse(path, $"{Name(type)} {why}");
        }
        else if (type.IsEnum)
        {
            // As a number; only where a name is needed does the name have to last.
            if (type.IsDefined(typeof(GenerateSerializerAttribute)))
                Alias(type, path);
        }
        else if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            Refuse(path, $"{Name(type)} has neither [GenerateSerializer] nor a codec");
        }
        else if (_seen.Add(type))
        {
            Serialized(type, path);
        }
    }

    private void Serialized(Type type, MemberPath path)
    {
        Alias(type, path);
        var isException = typeof(Exception).IsAssignableFrom(type);
        if (!isException && !type.IsDefined(typeof(ImmutableAttribute), inherit: false))
            Refuse(path, $"{Name(type)} lacks [Immutable]");
        if (type.IsGenericType)
        {
            foreach (var argument in type.GenericTypeArguments)
                Type(argument, path.Item());
        }
        State(type, path);
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && !(isException && IsOfRuntime(parent)))
            Type(parent, path.Base(parent));
        if (type.IsAbstract)
            Successors(type, path);
        else if (!type.IsSealed)
            Refuse(path, $"{Name(type)} is neither sealed nor abstract: what stands in its place is not known");
    }

    private void Alias(Type type, MemberPath path)
    {
        var aliases = type.GetCustomAttributes<AliasAttribute>(inherit: false).Select(alias => alias.Alias).ToList();
        if (aliases is not [var alias])
            Refuse(path, $"{Name(type)} needs one [Alias], its name on the wire");
        else if (string.IsNullOrWhiteSpace(alias))
            Refuse(path, $"the [Alias] of {Name(type)} is empty");
    }

    /// <summary>What holds the state is fields, whether somebody wrote them or the compiler did for a property.</summary>
    private void State(Type type, MemberPath path)
    {
        var numbers = new Dictionary<uint, string>();
        foreach (var field in type.GetFields(Declared))
        {
            var property = Property(type, field);
            var at = path.Member(property?.Name ?? field.Name);
            if ((property is null ? field.GetCustomAttribute<IdAttribute>() : property.GetCustomAttribute<IdAttribute>()) is not { } id)
                Refuse(at, "has no [Id] and would be left behind");
            else if (!numbers.TryAdd(id.Id, at.Last))
                Refuse(at, $"has the [Id] {id.Id}, which is {numbers[id.Id]}'s");
            if (IsWritable(field, property))
                Refuse(at, "can be changed after it was sent; make it init-only");
            Type(field.FieldType, at);
        }
    }

    private void Successors(Type type, MemberPath path)
    {
        if (type.GetConstructors(Declared).Any(constructor => constructor.IsPublic || constructor.IsFamily && !IsCopy(constructor)))
            Refuse(path, $"{Name(type)} can be derived from anywhere; give it a private constructor and nest its cases");
        var cases = type.Assembly.GetTypes().Where(other => other.BaseType == type).ToList();
        if (cases.Count == 0)
            Refuse(path, $"{Name(type)} is abstract and has no cases");
        foreach (var each in cases)
            Type(each, path.Case(each));
    }

    private static PropertyInfo? Property(Type type, FieldInfo field) =>
        field.Name is ['<', .. var rest] && rest.IndexOf(">k__BackingField", StringComparison.Ordinal) is > 0 and var end
            ? type.GetProperty(rest[..end], Declared)
            : null;

    private static bool IsWritable(FieldInfo field, PropertyInfo? property) => property switch
    {
        null => !field.IsInitOnly,
        { SetMethod: null } => false,
        { SetMethod: var set } => !set.ReturnParameter.GetRequiredCustomModifiers()
            .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)),
    };

    private static bool IsCopy(ConstructorInfo constructor) =>
        constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;

    private static bool IsOfRuntime(Type type) => type.Assembly == typeof(object).Assembly;

    private void Refuse(MemberPath path, string why) => _errors.Add($"{path}: {why}");

    private static string Name(Type type)
    {
        var name = type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>"
            : type.Name;
        return type is { IsNested: true, IsGenericParameter: false } ? $"{Name(type.DeclaringType!)}.{name}" : name;
    }
}
