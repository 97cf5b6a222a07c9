using Krewe.Model.Names;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of events. Those with an <c>eventTime</c> are reported in the new way and have more to say.</summary>
internal static class EventRules
{
    private const string DefaultNamespace = "default";
    private const string SystemNamespace = "kube-system";
    private const int MaxNameLength = 128;
    private const int MaxMessageLength = 1024;

    public static void Validate(Event e, FieldErrors errors)
    {
        var about = e.InvolvedObject.Namespace ?? "";
        var own = e.Metadata.Namespace ?? "";
        var fits = about.Length > 0
            ? about == own
            : own is DefaultNamespace || (own is SystemNamespace && e.EventTime is not null);
        if (!fits)
            errors.Invalid(FieldPath.Of("involvedObject").Child("namespace"), about, "does not match event.namespace");
        if (e.EventTime is null)
            return;

        var component = FieldPath.Of("reportingComponent");
        TextRules.Required(e.ReportingComponent, NameRules.QualifiedName, component, errors);
        var instance = FieldPath.Of("reportingInstance");
        TextRules.Required(e.ReportingInstance, instance, errors);
        ValidateLength(e.ReportingInstance, MaxNameLength, instance, errors);
        TextRules.Required(e.Action, FieldPath.Of("action"), errors);
        ValidateLength(e.Action, MaxNameLength, FieldPath.Of("action"), errors);
        TextRules.Required(e.Reason, FieldPath.Of("reason"), errors);
        ValidateLength(e.Reason, MaxNameLength, FieldPath.Of("reason"), errors);
        ValidateLength(e.Message, MaxMessageLength, FieldPath.Of("message"), errors);
    }

    private static void ValidateLength(string? text, int most, FieldPath path, FieldErrors errors)
    {
        if (text?.Length > most)
            errors.Invalid(path, text, FormattableString.Invariant($"can have at most {most} characters"));
    }
}
