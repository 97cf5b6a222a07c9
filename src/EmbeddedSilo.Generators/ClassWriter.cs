using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Krewe.EmbeddedSilo.Generators;

/// <summary>Writes what the manifest says about a grain class: its name, its interfaces, its attributes and its construction.</summary>
internal static class ClassWriter
{
    public static GeneratedPart? Write(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsStatic || !Names.Implements(type, "Orleans.IGrainBase") || !Names.Implements(type, "Orleans.Runtime.IAddressable"))
            return null;

        var interfaces = type.AllInterfaces.Where(Names.IsCallable).ToList();
        if (interfaces.Count == 0)
            return null;

        var name = Names.FullName(type);
        if (type.IsGenericType || type.ContainingType is { IsGenericType: true })
            return Refused(name, "grain classes cannot be generic");
        if (!Names.IsAccessible(type))
            return Refused(name, "a grain class must be visible in its assembly");

        var constructor = type.InstanceConstructors
            .Where(candidate => candidate.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
            .OrderByDescending(candidate => candidate.Parameters.Length).FirstOrDefault();
        if (constructor is null)
            return Refused(name, "a grain class needs a public constructor");

        var arguments = string.Join(", ", constructor.Parameters.Select(Argument));
        var line = $$"""
            new GrainClass { Type = typeof({{Names.Of(type)}}), GrainType = {{Names.Literal(GrainType(type))}}, Interfaces = new global::System.Type[] { {{string.Join(", ", interfaces.Select(found => $"typeof({Names.Of(found)})"))}} }, Create = static construction => new {{Names.Of(type)}}({{arguments}}), IsReentrant = {{(Find(type, "Orleans.Concurrency.ReentrantAttribute") is null ? "false" : "true")}}, MaxWorkers = {{Workers(type)}}, AgeLimitMinutes = {{AgeLimit(type)}} }
            """;
        return new GeneratedPart(Names.Identifier(name), "", line);

        static GeneratedPart Refused(string name, string problem) => new("", "", "", $"{name}: {problem}.");
    }

    private static string GrainType(INamedTypeSymbol type)
    {
        if (Names.Attribute(type, "Orleans.GrainTypeAttribute") is { } attribute)
            return (string)attribute.ConstructorArguments[0].Value!;

        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
    }

    private static string Argument(IParameterSymbol parameter)
    {
        var type = Names.Of(parameter.Type);
        if (Names.Attribute(parameter, "Orleans.Runtime.PersistentStateAttribute") is { } state)
        {
            var values = state.ConstructorArguments;
            var storage = values.Length > 1 ? values[1].Value as string : null;
            return $"construction.PersistentState<{Names.Of(((INamedTypeSymbol)parameter.Type).TypeArguments[0])}>({Names.Literal((string)values[0].Value!)}, {Names.Literal(storage)})";
        }

        if (Names.FullName(parameter.Type) == "Orleans.Runtime.IGrainContext")
            return "construction.Context";
        if (Names.Attribute(parameter, "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { ConstructorArguments: [{ Value: string key }] })
            return $"construction.KeyedService<{type}>({Names.Literal(key)})";

        return parameter.HasExplicitDefaultValue ? $"construction.OptionalService<{type}>()!" : $"construction.Service<{type}>()";
    }

    private static AttributeData? Find(INamedTypeSymbol type, string attribute)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (Names.Attribute(current, attribute) is { } found)
                return found;
        }

        return null;
    }

    private static string Workers(INamedTypeSymbol type) => Find(type, "Orleans.Concurrency.StatelessWorkerAttribute") switch
    {
        null => "0",
        { ConstructorArguments: [{ Value: int workers }, ..] } => workers.ToString(CultureInfo.InvariantCulture),
        _ => "-1",
    };

    private static string AgeLimit(INamedTypeSymbol type)
    {
        const string Forever = "double.PositiveInfinity";
        if (Find(type, "Orleans.KeepAliveAttribute") is not null)
            return Forever;
        if (Find(type, "Orleans.CollectionAgeLimitAttribute") is not { } limit)
            return "null";

        var minutes = limit.ConstructorArguments is [{ Value: string text }] ? TimeSpan.Parse(text, CultureInfo.InvariantCulture).TotalMinutes : 0;
        foreach (var (name, value) in limit.NamedArguments.Select(argument => (argument.Key, argument.Value.Value)))
        {
            if (name == "AlwaysActive" && value is true)
                return Forever;

            minutes += value is double number ? number * (name == "Days" ? 1440 : name == "Hours" ? 60 : 1) : 0;
        }

        return Math.Max(1, minutes).ToString("R", CultureInfo.InvariantCulture);
    }
}
