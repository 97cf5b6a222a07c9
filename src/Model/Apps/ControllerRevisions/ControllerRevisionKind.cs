using Krewe.Model.Kinds;
using Krewe.Model.Tables;
using Krewe.Model.Validation;
using System.Text.Json;

namespace Krewe.Model.Apps;

/// <summary>Names and rules of <see cref="ControllerRevision"/>.</summary>
public sealed class ControllerRevisionKind : KindDefinition<ControllerRevision>
{
    private ControllerRevisionKind()
    {
    }

    /// <summary>The definition.</summary>
    public static ControllerRevisionKind Instance { get; } = new();

    /// <inheritdoc/>
    public override GroupVersionKind Gvk => new("apps", "v1", "ControllerRevision");

    /// <inheritdoc/>
    public override string Plural => "controllerrevisions";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Text<ControllerRevision>("Controller", "Whose revision it is.", Controller),
        Column.Number<ControllerRevision>("Revision", "Place in the order of the controller's revisions.", value => value.Revision),
        Column.Age,
    ];

    /// <inheritdoc/>
    protected override void Validate(ControllerRevision value, FieldErrors errors)
    {
        errors.NotNegative(FieldPath.Of("revision"), value.Revision);
        if (value.Data is null)
            errors.Required(FieldPath.Of("data"), "data is mandatory");
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ControllerRevision value, ControllerRevision old, FieldErrors errors)
    {
        Validate(value, errors);
        if (value.Data is { } data && old.Data is { } before && !JsonElement.DeepEquals(data, before))
            errors.Immutable(FieldPath.Of("data"), data.GetRawText());
    }

    private static string Controller(ControllerRevision value)
    {
        if (value.Metadata.OwnerReferences.FirstOrDefault(owner => owner.Controller == true) is not { } controller)
            return Column.OrNone(null);
        var owner = GroupVersionKind.Parse(controller.ApiVersion ?? "", controller.Kind ?? "");
        return $"{owner.Kind.ToLowerInvariant()}{(owner.Group.Length == 0 ? "" : ".")}{owner.Group}/{controller.Name}";
    }
}
