using Krewe.Model.Failures;
using Http = Microsoft.AspNetCore.Http.StatusCodes;

namespace Krewe.Gateway.Failures;

/// <summary>HTTP status codes of failures.</summary>
internal static class FailureStatusCodes
{
    /// <summary>The HTTP status code of a class of failures.</summary>
    public static int StatusCode(this FailureReason reason) => reason switch
    {
        FailureReason.BadRequest => Http.Status400BadRequest,
        FailureReason.Unauthorized => Http.Status401Unauthorized,
        FailureReason.Forbidden => Http.Status403Forbidden,
        FailureReason.NotFound => Http.Status404NotFound,
        FailureReason.MethodNotAllowed => Http.Status405MethodNotAllowed,
        FailureReason.NotAcceptable => Http.Status406NotAcceptable,
        FailureReason.AlreadyExists or FailureReason.Conflict => Http.Status409Conflict,
        FailureReason.Expired => Http.Status410Gone,
        FailureReason.RequestEntityTooLarge => Http.Status413PayloadTooLarge,
        FailureReason.UnsupportedMediaType => Http.Status415UnsupportedMediaType,
        FailureReason.Invalid => Http.Status422UnprocessableEntity,
        FailureReason.TooManyRequests => Http.Status429TooManyRequests,
        FailureReason.ServiceUnavailable => Http.Status503ServiceUnavailable,
        FailureReason.Timeout => Http.Status504GatewayTimeout,
        _ => Http.Status500InternalServerError,
    };
}
