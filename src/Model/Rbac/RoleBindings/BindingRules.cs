using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Rbac;

/// <summary>Defaults and rules of bindings.</summary>
internal static class BindingRules
{
    private const string Group = "rbac.authorization.k8s.io";

    public static RoleRef Apply(RoleRef reference) => string.IsNullOrEmpty(reference.ApiGroup) ? reference with { ApiGroup = Group } : reference;

    public static IReadOnlyList<Subject> Apply(IReadOnlyList<Subject> subjects) =>
    [
        .. subjects.Select(subject => string.IsNullOrEmpty(subject.ApiGroup) && (subject.Kind == SubjectKind.User || subject.Kind == SubjectKind.Group)
            ? subject with { ApiGroup = Group }
            : subject),
    ];

    public static void Validate(RoleRef reference, IReadOnlyList<Subject> subjects, IReadOnlyList<string> roles, bool namespaced, FieldErrors errors)
    {
        var path = FieldPath.Of("roleRef");
        if (reference.ApiGroup != Group)
            errors.NotSupported(path.Child("apiGroup"), reference.ApiGroup ?? "", [Group]);
        if (!roles.Contains(reference.Kind ?? ""))
            errors.NotSupported(path.Child("kind"), reference.Kind ?? "", roles);
        if (string.IsNullOrEmpty(reference.Name))
            errors.Required(path.Child("name"));
        else
            errors.Invalid(path.Child("name"), reference.Name, PolicyRules.Name(reference.Name));
        for (var i = 0; i < subjects.Count; i++)
            Validate(subjects[i], namespaced, FieldPath.Of("subjects").Index(i), errors);
    }

    /// <summary>Checks that a binding still gives the same role.</summary>
    public static void ValidateUpdate(RoleRef reference, RoleRef old, FieldErrors errors)
    {
        if (reference != old)
            errors.Invalid(FieldPath.Of("roleRef"), reference, "cannot change roleRef");
    }

    private static void Validate(Subject subject, bool namespaced, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(subject.Name))
            errors.Required(path.Child("name"));
        if (subject.Kind == SubjectKind.ServiceAccount)
        {
            if (!string.IsNullOrEmpty(subject.Name))
                errors.Invalid(path.Child("name"), subject.Name, NameRules.DnsSubdomain(subject.Name));
            if (!string.IsNullOrEmpty(subject.ApiGroup))
                errors.NotSupported(path.Child("apiGroup"), subject.ApiGroup, [""]);
            if (!namespaced && string.IsNullOrEmpty(subject.Namespace))
                errors.Required(path.Child("namespace"));
        }
        else if (subject.Kind == SubjectKind.User || subject.Kind == SubjectKind.Group)
        {
            if (subject.ApiGroup != Group)
                errors.NotSupported(path.Child("apiGroup"), subject.ApiGroup ?? "", [Group]);
        }
        else
            errors.NotSupported(path.Child("kind"), subject.Kind?.Value ?? "", SubjectKind.Known.Select(kind => kind.Value));
    }
}
