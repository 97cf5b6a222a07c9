using Krewe.Model.Kinds;

namespace Krewe.Model.Apps;

/// <summary>Names and rules of <see cref="Deployment"/>.</summary>
public sealed class DeploymentKind : KindDefinition<Deployment>
{
    private DeploymentKind()
    {
    }

    /// <summary>The definition.</summary>
    public static DeploymentKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("apps", "v1", "Deployment");

    /// <inheritdoc/>
    public override string Plural => "deployments";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["deploy"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Categories => ["all"];

    /// <inheritdoc/>
    public override bool HasStatus => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [];
}
