using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="ConfigMap"/>.</summary>
public sealed class ConfigMapKind : KindDefinition<ConfigMap>
{
    private ConfigMapKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ConfigMapKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "ConfigMap");

    /// <inheritdoc/>
    public override string Plural => "configmaps";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["cm"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
