using Microsoft.CodeAnalysis;

namespace Krewe.Model.Generators;

/// <summary>What the emitter needs to know of one record.</summary>
internal sealed record RecordModel(string Namespace, string Name, string ApiName, string Description, bool IsObject, string? ApiVersion, string? Kind, bool IsAtomic, IReadOnlyList<FieldModel> Fields)
{
    private const string RecordBase = "Krewe.Model.Schema.ApiRecord";
    private const string ObjectBase = "Krewe.Model.Meta.ApiObject";
    private const string FieldAttribute = "Krewe.Model.Schema.FieldAttribute";
    private const string TypeMetaAttribute = "Krewe.Model.Schema.TypeMetaAttribute";
    private const string AtomicAttribute = "Krewe.Model.Schema.AtomicAttribute";
    private const string ApiNameAttribute = "Krewe.Model.Schema.ApiNameAttribute";

    public string HintName => $"{Namespace}.{Name}.g.cs";

    /// <summary>The fields in the order in which they are written; those of one embedded message stand together.</summary>
    public IReadOnlyList<FieldModel> Ordered => [.. Fields.OrderBy(f => f.Within == 0 ? f.Number : f.Within).ThenBy(f => f.Number)];

    /// <summary>False if the type is no record of the API; otherwise a model, or the problem that hinders.</summary>
    public static bool TryCreate(INamedTypeSymbol symbol, out RecordModel? model, out string? problem)
    {
        (model, problem) = (null, null);
        if (symbol.IsAbstract || !Bases(symbol).Any(b => b.ToDisplayString() == RecordBase))
            return false;

        List<FieldModel> fields = [];
        var declaring = Bases(symbol).Reverse().Append(symbol);
        foreach (var property in declaring.SelectMany(t => t.GetMembers().OfType<IPropertySymbol>()))
        {
            if (Attribute(property, FieldAttribute) is not { } attribute)
                continue;
            if (FieldModel.Create(property, attribute) is not { } field)
            {
                problem = $"{symbol.Name}.{property.Name}: {property.Type.ToDisplayString()} is no type of the API";
                return true;
            }
            fields.Add(field);
        }
        var same = fields.GroupBy(f => f.JsonName).FirstOrDefault(g => g.Count() > 1) ?? fields.GroupBy(f => $"{f.Within}.{f.Number}").FirstOrDefault(g => g.Count() > 1);
        if (same is not null)
        {
            problem = $"{symbol.Name}: {string.Join(" and ", same.Select(f => f.PropertyName))} have the same name or number";
            return true;
        }

        var typeMeta = Attribute(symbol, TypeMetaAttribute);
        var space = symbol.ContainingNamespace.ToDisplayString();
        var apiName = Attribute(symbol, ApiNameAttribute)?.ConstructorArguments[0].Value as string ?? $"{ApiPackage(space)}.{symbol.Name}";
        model = new RecordModel(space, symbol.Name, apiName, Documentation.Summary(symbol), Bases(symbol).Any(b => b.ToDisplayString() == ObjectBase),
            typeMeta?.ConstructorArguments[0].Value as string, typeMeta?.ConstructorArguments[1].Value as string,
            Attribute(symbol, AtomicAttribute) is not null, fields);
        return true;
    }

    internal static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == name);

    /// <summary>The package of a namespace: <c>Policy</c> is version 1 of its group, <c>Policy.V1Beta1</c> the version that it names.</summary>
    private static string ApiPackage(string space) => space["Krewe.Model.".Length..].ToLowerInvariant() switch
    {
        "meta" => "io.k8s.apimachinery.pkg.apis.meta.v1",
        var version when version.Contains(".v") => $"io.k8s.api.{version}",
        var group => $"io.k8s.api.{group}.v1",
    };

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol symbol)
    {
        for (var type = symbol.BaseType; type is not null; type = type.BaseType)
            yield return type;
    }
}
