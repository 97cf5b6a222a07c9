using Krewe.Model.Kinds;
using Krewe.Model.Tables;

namespace Krewe.Model.Core;

/// <summary>Names and rules of <see cref="ServiceAccount"/>.</summary>
public sealed class ServiceAccountKind : KindDefinition<ServiceAccount>
{
    private ServiceAccountKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ServiceAccountKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("", "v1", "ServiceAccount");

    /// <inheritdoc/>
    public override string Plural => "serviceaccounts";

    /// <inheritdoc/>
    public override bool ShowsDeleted => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ShortNames => ["sa"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Number<ServiceAccount>("Secrets", "Number of secrets that it may use.", account => account.Secrets.Count),
        Column.Age,
    ];
}
