using System.Collections;
using System.Reflection;
using System.Text;
using Krewe.Grains.Collections;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Crossing.Tests.Values;

/// <summary>Makes values of any type that crosses, in which every member says something.</summary>
internal static class Sample
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 30, 15, TimeSpan.Zero);

    /// <summary>A pod with a field that this build does not know.</summary>
    public static ApiDocument Document { get; } = ApiDocument.Stored(PodKind.Instance, 42,
        Encoding.UTF8.GetBytes("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","namespace":"default","resourceVersion":"42"},"spec":{"nodeName":"n","fromTheFuture":{"x":[1]}}}"""));

    private static readonly Dictionary<Type, object> Fixed = new()
    {
        [typeof(string)] = "text", [typeof(bool)] = true, [typeof(int)] = -7, [typeof(long)] = long.MaxValue, [typeof(TimeSpan)] = TimeSpan.FromSeconds(1.5),
        [typeof(DateTimeOffset)] = Time, [typeof(ReadOnlyMemory<byte>)] = new ReadOnlyMemory<byte>([1, 2, 3]), [typeof(ApiDocument)] = Document,
        [typeof(ObjectKey)] = new ObjectKey("default", "a"), [typeof(ObjectId)] = new ObjectId("deployments.apps", new ObjectKey("", "a")),
        [typeof(Pod)] = Document.Object,
        [typeof(CollectionReloadingException)] = new CollectionReloadingException("told", new InvalidOperationException("why")),
        [typeof(LabelSelector)] = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
    };

    public static object Of(Type type)
    {
        if (Fixed.TryGetValue(type, out var known))
            return known;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner);
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Dictionary(type.GenericTypeArguments);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return List(type.GenericTypeArguments[0]);
        // Records of the API stand for themselves; what is in them is the model's to test.
        if (typeof(ApiRecord).IsAssignableFrom(type))
            return Activator.CreateInstance(type)!;
        return Filled(type);
    }

    private static object Filled(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(each => each.GetParameters().Length)
            .First(each => each.GetParameters() is not [var only] || only.ParameterType != type);
        var value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType))]);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.SetMethod is not null))
            property.SetValue(value, Of(property.PropertyType));
        return value;
    }

    private static IDictionary Dictionary(Type[] arguments)
    {
        var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        dictionary.Add(Of(arguments[0]), Of(arguments[1]));
        return dictionary;
    }

    // What a collection expression makes of an IReadOnlyList<T>: a type of the compiler's own.
    private static object List(Type item) =>
        typeof(Sample).GetMethod(nameof(ListOf), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(item).Invoke(null, null)!;

    private static IReadOnlyList<T> ListOf<T>() => [(T)Of(typeof(T)), (T)Of(typeof(T))];
}
