using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Names;

namespace Krewe.Model.Validation;

/// <summary>Rules of <see cref="ObjectMeta"/>, the same for all kinds but for the rule of their names.</summary>
public static class MetadataRules
{
    private const string OrphanFinalizer = "orphan";
    private const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>Checks the metadata of an object about to be created; its name has been generated already.</summary>
    public static void Validate(ObjectMeta metadata, bool namespaced, NameRule nameRule, FieldPath path, FieldErrors errors)
    {
        if (metadata.GenerateName is { Length: > 0 } prefix)
            errors.Invalid(path.Child("generateName"), prefix, NameRules.AsPrefix(nameRule)(prefix));
        if (string.IsNullOrEmpty(metadata.Name))
            errors.Required(path.Child("name"), "name or generateName is required");
        else
            errors.Invalid(path.Child("name"), metadata.Name, nameRule(metadata.Name));

        if (!namespaced && !string.IsNullOrEmpty(metadata.Namespace))
            errors.Forbidden(path.Child("namespace"), "not allowed on this type");
        else if (namespaced && string.IsNullOrEmpty(metadata.Namespace))
            errors.Required(path.Child("namespace"));
        else if (namespaced)
            errors.Invalid(path.Child("namespace"), metadata.Namespace, NameRules.DnsLabel(metadata.Namespace!));

        errors.NotNegative(path.Child("generation"), metadata.Generation);
        ValidateCommon(metadata, path, errors);
        ValidateFinalizers(metadata.Finalizers, path.Child("finalizers"), errors);
    }

    /// <summary>Checks the metadata of an object about to replace an older version of itself.</summary>
    public static void ValidateUpdate(ObjectMeta metadata, ObjectMeta old, FieldPath path, FieldErrors errors)
    {
        if (old.DeletionTimestamp is not null && metadata.Finalizers.Except(old.Finalizers, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } added)
            errors.Forbidden(path.Child("finalizers"), $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(BadValue.Quote))}}}");
        if (string.IsNullOrEmpty(metadata.ResourceVersion))
            errors.Invalid(path.Child("resourceVersion"), metadata.ResourceVersion ?? "", "must be specified for an update");
        errors.NotNegative(path.Child("generation"), metadata.Generation);
        if ((metadata.Generation ?? 0) < (old.Generation ?? 0))
            errors.Invalid(path.Child("generation"), metadata.Generation ?? 0, "must not be decremented");

        Unchanged("name", metadata.Name, old.Name);
        Unchanged("namespace", metadata.Namespace, old.Namespace);
        Unchanged("uid", metadata.Uid, old.Uid);
        Unchanged("creationTimestamp", metadata.CreationTimestamp, old.CreationTimestamp);
        Unchanged("deletionTimestamp", metadata.DeletionTimestamp, old.DeletionTimestamp);
        Unchanged("deletionGracePeriodSeconds", metadata.DeletionGracePeriodSeconds, old.DeletionGracePeriodSeconds);
        ValidateCommon(metadata, path, errors);

        void Unchanged<T>(string field, T value, T before)
        {
            if (!EqualityComparer<T>.Default.Equals(value, before))
                errors.Immutable(path.Child(field), value);
        }
    }

    private static void ValidateCommon(ObjectMeta metadata, FieldPath path, FieldErrors errors)
    {
        LabelRules.ValidateLabels(metadata.Labels, path.Child("labels"), errors);
        LabelRules.ValidateAnnotations(metadata.Annotations, path.Child("annotations"), errors);
        ValidateOwners(metadata.OwnerReferences, path.Child("ownerReferences"), errors);
    }

    private static void ValidateOwners(IReadOnlyList<OwnerReference> owners, FieldPath path, FieldErrors errors)
    {
        string? controller = null;
        for (var i = 0; i < owners.Count; i++)
        {
            var owner = owners[i];
            Required("apiVersion", owner.ApiVersion);
            Required("kind", owner.Kind);
            Required("name", owner.Name);
            Required("uid", owner.Uid);
            if (owner is { ApiVersion: "v1", Kind: "Event" })
                errors.Invalid(path.Index(i), owner, "/v1, Kind=Event is disallowed from being an owner");
            if (owner.Controller == true)
            {
                var name = $"{owner.Kind}/{owner.Name}";
                if (controller is null)
                    controller = name;
                else
                    errors.Invalid(path, owners, $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {name}");
            }

            void Required(string field, string? value)
            {
                if (string.IsNullOrEmpty(value))
                    errors.Required(path.Index(i).Child(field), "must not be empty");
            }
        }
    }

    /// <summary>
    /// Checks that new finalizers say whose they are, as objects of built-in kinds demand: by a domain before a slash, unless they are Kubernetes' own.
    /// </summary>
    /// <param name="metadata">Metadata of the object as it shall be.</param>
    /// <param name="old">Metadata of the object as it is; null where it is to be created.</param>
    /// <param name="path">Where the metadata stands.</param>
    /// <param name="errors">Takes the errors.</param>
    public static void ValidateNewFinalizers(ObjectMeta metadata, ObjectMeta? old, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < metadata.Finalizers.Count; i++)
        {
            var finalizer = metadata.Finalizers[i];
            if (!finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not (OrphanFinalizer or ForegroundFinalizer or NamespaceKind.ContentFinalizer)
                && old?.Finalizers.Contains(finalizer) != true)
                errors.Invalid(path.Child("finalizers").Index(i), finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    private static void ValidateFinalizers(IReadOnlyList<string> finalizers, FieldPath path, FieldErrors errors)
    {
        foreach (var finalizer in finalizers)
            errors.Invalid(path, finalizer, NameRules.QualifiedName(finalizer));
        if (finalizers.Contains(OrphanFinalizer) && finalizers.Contains(ForegroundFinalizer))
            errors.Invalid(path, finalizers, $"finalizer {OrphanFinalizer} and {ForegroundFinalizer} cannot be both set");
    }
}
