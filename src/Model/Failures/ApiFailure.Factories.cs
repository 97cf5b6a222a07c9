using System.Globalization;
using Krewe.Model.Kinds;
using Krewe.Model.Validation;

namespace Krewe.Model.Failures;

/// <content>One factory for each failure, which words it exactly as Kubernetes does: clients match on some of these texts.</content>
public sealed partial record ApiFailure
{
    /// <summary><c>pods "x" not found</c>.</summary>
    public static ApiFailure NotFound(KindDefinition kind, string name) =>
        Of(FailureReason.NotFound, kind, name, $"{kind.Collection} {BadValue.Quote(name)} not found");

    /// <summary><c>the server could not find the requested resource</c>: the URL names nothing.</summary>
    public static ApiFailure NoSuchResource() => new(FailureReason.NotFound, "the server could not find the requested resource");

    /// <summary><c>pods "x" already exists</c>.</summary>
    public static ApiFailure AlreadyExists(KindDefinition kind, string name) =>
        Of(FailureReason.AlreadyExists, kind, name, $"{kind.Collection} {BadValue.Quote(name)} already exists");

    /// <summary>No unique name could be generated.</summary>
    public static ApiFailure GenerateNameConflict(KindDefinition kind, string name) =>
        Of(FailureReason.AlreadyExists, kind, name, $"{kind.Collection} {BadValue.Quote(name)} already exists, the server was not able to generate a unique name for the object") with
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>The object has changed since the client read it.</summary>
    public static ApiFailure Conflict(KindDefinition kind, string name) =>
        Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    /// <summary><c>Operation cannot be fulfilled on deployments.apps "x": …</c>.</summary>
    public static ApiFailure Conflict(KindDefinition kind, string name, string detail) =>
        Of(FailureReason.Conflict, kind, name, $"Operation cannot be fulfilled on {kind.Collection} {BadValue.Quote(name)}: {detail}");

    /// <summary>The precondition on the UID does not hold.</summary>
    public static ApiFailure UidConflict(KindDefinition kind, string name, string expected, string actual) =>
        Conflict(kind, name, $"Precondition failed: UID in precondition: {expected}, UID in object meta: {actual}") with { Uid = actual };

    /// <summary>The precondition of a deletion on the UID does not hold.</summary>
    public static ApiFailure DeletionUidConflict(KindDefinition kind, string name, string expected, string actual) =>
        DeletionConflict(kind, name, $"the UID in the precondition ({expected}) does not match the UID in record ({actual}). The object might have been deleted and then recreated") with { Uid = actual };

    /// <summary>The precondition of a deletion on the resourceVersion does not hold.</summary>
    public static ApiFailure ResourceVersionConflict(KindDefinition kind, string name, string expected, string actual) =>
        DeletionConflict(kind, name, $"the ResourceVersion in the precondition ({expected}) does not match the ResourceVersion in record ({actual}). The object might have been modified");

    // Deletions call the object by its kind, where other conflicts call it by its resource.
    private static ApiFailure DeletionConflict(KindDefinition kind, string name, string detail) =>
        new(FailureReason.Conflict, $"Operation cannot be fulfilled on {Qualified(kind)} {BadValue.Quote(name)}: {detail}")
        {
            Kind = kind.Gvk.Kind,
            Group = kind.Gvk.Group,
            Name = name,
        };

    /// <summary><c>Deployment.apps "x" is invalid: …</c>, with each distinct error, several in brackets.</summary>
    public static ApiFailure Invalid(KindDefinition kind, string name, IReadOnlyList<FieldError> errors)
    {
        var texts = errors.Select(e => e.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        var details = texts.Length switch
        {
            0 => "",
            1 => $": {texts[0]}",
            _ => $": [{string.Join(", ", texts)}]",
        };
        return new ApiFailure(FailureReason.Invalid, $"{Qualified(kind)} {BadValue.Quote(name)} is invalid{details}")
        {
            Kind = kind.Gvk.Kind,
            Group = kind.Gvk.Group,
            Name = name,
            Causes = errors,
        };
    }

    /// <summary>The request makes no sense; the sentence is the whole message.</summary>
    public static ApiFailure BadRequest(string message) => new(FailureReason.BadRequest, message);

    /// <summary>No known user, or a known one who must not be told more.</summary>
    public static ApiFailure Unauthorized() => new(FailureReason.Unauthorized, "Unauthorized");

    /// <summary><c>pods "x" is forbidden: …</c>; without a name <c>pods is forbidden: …</c>.</summary>
    public static ApiFailure Forbidden(KindDefinition kind, string? name, string detail) =>
        Of(FailureReason.Forbidden, kind, name, string.IsNullOrEmpty(name) ? $"{kind.Collection} is forbidden: {detail}" : $"{kind.Collection} {BadValue.Quote(name)} is forbidden: {detail}");

    /// <summary><c>forbidden: …</c>, of something that is no resource.</summary>
    public static ApiFailure Forbidden(string detail) => new(FailureReason.Forbidden, $"forbidden: {detail}");

    /// <summary><c>too old resource version: 5 (10)</c>.</summary>
    public static ApiFailure Expired(long requested, long oldest) =>
        new(FailureReason.Expired, string.Create(CultureInfo.InvariantCulture, $"too old resource version: {requested} ({oldest})"));

    /// <summary>The continue token of a list is too old.</summary>
    public static ApiFailure ContinueExpired() => new(FailureReason.Expired,
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.");

    /// <summary>The resourceVersion asked for is not reached yet.</summary>
    public static ApiFailure TooLargeResourceVersion(long requested, long current) =>
        new(FailureReason.Timeout, string.Create(CultureInfo.InvariantCulture, $"Timeout: Too large resource version: {requested}, current: {current}"))
        {
            RetryAfter = TimeSpan.FromSeconds(1),
            Causes = [new FieldError(FieldErrorReason.ResourceVersionTooLarge, "", "Too large resource version")],
        };

    /// <summary><c>delete is not supported on resources of kind "pods"</c>.</summary>
    public static ApiFailure MethodNotAllowed(KindDefinition kind, string verb) =>
        Of(FailureReason.MethodNotAllowed, kind, null, $"{verb} is not supported on resources of kind {BadValue.Quote(kind.Collection)}");

    /// <summary>No answer format that the client accepts.</summary>
    public static ApiFailure NotAcceptable(IEnumerable<string> supported) =>
        new(FailureReason.NotAcceptable, $"only the following media types are accepted: {string.Join(", ", supported)}");

    /// <summary>A body in a format that cannot be read.</summary>
    public static ApiFailure UnsupportedMediaType(IEnumerable<string> supported) =>
        new(FailureReason.UnsupportedMediaType, $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", supported)}");

    /// <summary><c>Request entity too large: limit is 3145728</c>.</summary>
    public static ApiFailure TooLarge(long limit) =>
        new(FailureReason.RequestEntityTooLarge, string.Create(CultureInfo.InvariantCulture, $"Request entity too large: limit is {limit}"));

    /// <summary>Try again later.</summary>
    public static ApiFailure TooManyRequests(string message, TimeSpan retryAfter) =>
        new(FailureReason.TooManyRequests, message) { RetryAfter = retryAfter };

    /// <summary>Try again; nothing is known to be written.</summary>
    public static ApiFailure Unavailable(string message) => new(FailureReason.ServiceUnavailable, message);

    /// <summary><c>Timeout: …</c>.</summary>
    public static ApiFailure Timeout(string message) => new(FailureReason.Timeout, $"Timeout: {message}");

    /// <summary><c>Internal error occurred: …</c>.</summary>
    public static ApiFailure Internal(string message) => new(FailureReason.InternalError, $"Internal error occurred: {message}");

    private static string Qualified(KindDefinition kind) => kind.Gvk.Group.Length == 0 ? kind.Gvk.Kind : $"{kind.Gvk.Kind}.{kind.Gvk.Group}";

    private static ApiFailure Of(FailureReason reason, KindDefinition kind, string? name, string message) =>
        new(reason, message) { Kind = kind.Plural, Group = kind.Gvk.Group, Name = name };
}
