using System.Buffers.Binary;
using System.Text;

namespace Krewe.Gateway.Tests.Harness;

/// <summary>Reads a watch in protobuf as client-go does: length, then a <c>WatchEvent</c> whose raw object is a body of its own.</summary>
internal sealed class ProtobufFrames(HttpResponseMessage response, Stream stream) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<ProtobufFrames> OpenAsync(ApiClient api, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.kubernetes.protobuf; stream=watch");
        return new ProtobufFrames(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event: its type, and the body of its object.</summary>
    public async Task<(string Type, byte[] Body)> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, patience.Token);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(frame, patience.Token);
        var type = Field(frame, 1);
        return (Encoding.UTF8.GetString(type), Field(Field(frame, 2), 1));
    }

    public void Dispose()
    {
        stream.Dispose();
        response.Dispose();
    }

    /// <summary>The bytes of a delimited field of a message that has no others.</summary>
    private static byte[] Field(byte[] message, int number)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = message[at++];
            (tag & 7).ShouldBe(2);
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = message[at++];
                length |= (part & 0x7f) << shift;
                if (part < 0x80)
                    break;
            }
            if (tag >> 3 == number)
                return message[at..(at + length)];
            at += length;
        }
        throw new InvalidOperationException($"there is no field {number}");
    }
}
