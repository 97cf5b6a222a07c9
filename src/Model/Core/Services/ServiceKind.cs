using Krewe.Model.Kinds;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="Service"/>.</summary>
public sealed class ServiceKind : KindDefinition<Service>
{
    private ServiceKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ServiceKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "Service");

    /// <inheritdoc/>
    public override string Plural => "services";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["svc"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
