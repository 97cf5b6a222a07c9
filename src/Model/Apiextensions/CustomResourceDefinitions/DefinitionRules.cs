using Krewe.Model.CustomResources.Paths;
using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Apiextensions;

/// <summary>Rules of definitions but for their schemas, which are <see cref="StructuralRules"/>.</summary>
internal static class DefinitionRules
{
    private const string Approval = "api-approved.kubernetes.io";
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];

    public static void Validate(CustomResourceDefinition value, FieldErrors errors)
    {
        var spec = value.Spec;
        if (value.Metadata.Name is { Length: > 0 } name && name != $"{spec.Names.Plural}.{spec.Group}")
            errors.Invalid(FieldPath.Metadata.Child("name"), name, "must be spec.names.plural+\".\"+spec.group");
        ValidateGroup(value, errors);
        if (spec.Scope.Length == 0)
            errors.Required(FieldPath.Spec.Child("scope"));
        else if (spec.Scope is not ("Cluster" or "Namespaced"))
            errors.NotSupported(FieldPath.Spec.Child("scope"), spec.Scope, ["Cluster", "Namespaced"]);
        ValidateNames(spec.Names, FieldPath.Spec.Child("names"), errors);
        ValidateVersions(spec.Versions, FieldPath.Spec.Child("versions"), errors);
        ValidateConversion(spec.Conversion, FieldPath.Spec.Child("conversion"), errors);
        if (spec.PreserveUnknownFields == true)
            errors.Invalid(FieldPath.Spec.Child("preserveUnknownFields"), true, "must be false: cannot be set to true, set x-preserve-unknown-fields to true in spec.versions[*].schema instead");
    }

    public static void ValidateUpdate(CustomResourceDefinition value, CustomResourceDefinition old, FieldErrors errors)
    {
        if (old.Status.Is(CustomResourceDefinitionConditionType.Established))
        {
            Unchanged("scope", value.Spec.Scope, old.Spec.Scope);
            if (value.Spec.Names.Kind != old.Spec.Names.Kind)
                errors.Immutable(FieldPath.Spec.Child("names").Child("kind"), value.Spec.Names.Kind);
        }
        Unchanged("group", value.Spec.Group, old.Spec.Group);
        for (var i = 0; i < value.Status.StoredVersions.Count; i++)
        {
            var stored = value.Status.StoredVersions[i];
            if (!value.Spec.Versions.Any(version => version.Name == stored))
                errors.Invalid(FieldPath.Status.Child("storedVersions").Index(i), stored, "must appear in spec.versions");
        }

        void Unchanged(string field, string now, string before)
        {
            if (now != before)
                errors.Immutable(FieldPath.Spec.Child(field), now);
        }
    }

    private static void ValidateGroup(CustomResourceDefinition value, FieldErrors errors)
    {
        var path = FieldPath.Spec.Child("group");
        var group = value.Spec.Group;
        if (group.Length == 0)
        {
            errors.Required(path);
            return;
        }
        errors.Invalid(path, group, NameRules.DnsSubdomain(group));
        if (!group.Contains('.', StringComparison.Ordinal))
            errors.Invalid(path, group, "should be a domain with at least one dot");
        var isProtected = group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);
        if (isProtected && !value.Metadata.Annotations.ContainsKey(Approval))
        {
            errors.Required(FieldPath.Metadata.Child("annotations").Key(Approval),
                $"protected groups must have approval annotation \"{Approval}\", see https://github.com/kubernetes/enhancements/pull/1111");
        }
    }

    private static void ValidateNames(CustomResourceDefinitionNames names, FieldPath path, FieldErrors errors)
    {
        TextRules.Required(names.Plural, NameRules.Dns1035Label, path.Child("plural"), errors);
        TextRules.Optional(names.Singular, NameRules.Dns1035Label, path.Child("singular"), errors);
        for (var i = 0; i < names.ShortNames.Count; i++)
            errors.Invalid(path.Child("shortNames").Index(i), names.ShortNames[i], NameRules.Dns1035Label(names.ShortNames[i]));
        for (var i = 0; i < names.Categories.Count; i++)
            errors.Invalid(path.Child("categories").Index(i), names.Categories[i], NameRules.Dns1035Label(names.Categories[i]));
        ValidateKind(names.Kind, path.Child("kind"), errors);
        ValidateKind(names.ListKind ?? "", path.Child("listKind"), errors);
        if (names.Kind.Length > 0 && names.Kind == names.ListKind)
            errors.Invalid(path.Child("listKind"), names.ListKind, "kind and listKind may not be the same");
    }

    private static void ValidateKind(string kind, FieldPath path, FieldErrors errors)
    {
        if (kind.Length == 0)
            errors.Required(path);
        else
            errors.Invalid(path, kind, NameRules.Dns1035Label(kind.ToLowerInvariant()).Select(detail => $"may have mixed case, but should otherwise match: {detail}"));
    }

    private static void ValidateVersions(IReadOnlyList<CustomResourceDefinitionVersion> versions, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i];
            TextRules.Required(version.Name, NameRules.Dns1035Label, path.Index(i).Child("name"), errors);
            if (!names.Add(version.Name))
                errors.Invalid(path, versions.Select(v => v.Name), "must contain unique version names");
            if (version.Deprecated != true && version.DeprecationWarning is not null)
                errors.Invalid(path.Index(i).Child("deprecationWarning"), version.DeprecationWarning, "can only be set for deprecated versions");
            var schema = path.Index(i).Child("schema").Child("openAPIV3Schema");
            if (version.Validation?.OpenAPIV3Schema is { } root)
                StructuralRules.Validate(root, schema, errors);
            else
                errors.Required(schema, "schemas are required");
            ValidateSubresources(version.Subresources, path.Index(i).Child("subresources"), errors);
            ValidateColumns(version.AdditionalPrinterColumns, path.Index(i).Child("additionalPrinterColumns"), errors);
            for (var f = 0; f < version.SelectableFields.Count; f++)
                ValidatePath(version.SelectableFields[f].JsonPath, path.Index(i).Child("selectableFields").Index(f).Child("jsonPath"), "is an invalid path", errors);
        }
        if (versions.Count(version => version.Storage) != 1)
            errors.Invalid(path, versions.Select(v => v.Name), "must have exactly one version marked as storage version");
    }

    private static void ValidateSubresources(CustomResourceSubresources? subresources, FieldPath path, FieldErrors errors)
    {
        if (subresources?.Scale is not { } scale)
            return;
        path = path.Child("scale");
        Below(scale.SpecReplicasPath, "specReplicasPath", ".spec.", "should be a json path under .spec");
        Below(scale.StatusReplicasPath, "statusReplicasPath", ".status.", "should be a json path under .status");
        if (scale.LabelSelectorPath is { Length: > 0 } selector && !selector.StartsWith(".spec.", StringComparison.Ordinal) && !selector.StartsWith(".status.", StringComparison.Ordinal))
            errors.Invalid(path.Child("labelSelectorPath"), selector, "should be a json path under either .spec or .status");

        void Below(string text, string field, string prefix, string detail)
        {
            if (text.Length == 0)
                errors.Required(path.Child(field));
            else if (FieldExpression.Parse(text) is not { Names: not null })
                errors.Invalid(path.Child(field), text, "should be a json path without list positions");
            else if (!text.StartsWith(prefix, StringComparison.Ordinal))
                errors.Invalid(path.Child(field), text, detail);
        }
    }

    private static void ValidateColumns(IReadOnlyList<CustomResourceColumnDefinition> columns, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            TextRules.Required(columns[i].Name, path.Index(i).Child("name"), errors);
            if (columns[i].Type.Length == 0)
                errors.Required(path.Index(i).Child("type"), $"must be one of {string.Join(',', ColumnTypes)}");
            else if (!ColumnTypes.Contains(columns[i].Type))
                errors.Invalid(path.Index(i).Child("type"), columns[i].Type, $"must be one of {string.Join(',', ColumnTypes)}");
            ValidatePath(columns[i].JsonPath, path.Index(i).Child("jsonPath"), "is an invalid JSON path", errors);
        }
    }

    private static void ValidatePath(string text, FieldPath path, string detail, FieldErrors errors)
    {
        if (text.Length == 0)
            errors.Required(path);
        else if (!text.StartsWith('.') || FieldExpression.Parse(text) is null)
            errors.Invalid(path, text, detail);
    }

    private static void ValidateConversion(CustomResourceConversion? conversion, FieldPath path, FieldErrors errors)
    {
        switch (conversion?.Strategy)
        {
            case null or "None" when conversion?.Webhook is not null:
                errors.Forbidden(path.Child("webhook"), "should not be set when strategy is not set to Webhook");
                break;
            case null or "None":
                break;
            case "Webhook":
                errors.Forbidden(path.Child("strategy"), "conversion by webhooks is not supported by this server; use None and keep the versions' schemas compatible");
                break;
            case "":
                errors.Required(path.Child("strategy"));
                break;
            default:
                errors.NotSupported(path.Child("strategy"), conversion.Strategy, ["None", "Webhook"]);
                break;
        }
    }
}
