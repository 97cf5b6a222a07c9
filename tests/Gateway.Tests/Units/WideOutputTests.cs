using System.Buffers;
using System.IO.Pipelines;
using Krewe.Gateway.Responses;

namespace Krewe.Gateway.Tests.Units;

public sealed class WideOutputTests
{
    private readonly Pipe _pipe = new(new PipeOptions(minimumSegmentSize: 4096, pauseWriterThreshold: 0));
    private readonly WideOutput _output;

    public WideOutputTests() => _output = new WideOutput(_pipe.Writer);

    [Fact]
    public async Task What_is_written_comes_out_whole_and_in_order()
    {
        var random = new Random(1);
        var expected = new ArrayBufferWriter<byte>();
        for (var flush = 0; flush < 50; flush++)
        {
            for (var piece = random.Next(20); piece > 0; piece--)
            {
                var bytes = new byte[random.Next(3000)];
                random.NextBytes(bytes);
                expected.Write(bytes);
                _output.Write(bytes);
            }
            await _output.FlushAsync(default);
        }
        await _pipe.Writer.CompleteAsync();
        (await _pipe.Reader.ReadAtLeastAsync(int.MaxValue)).Buffer.ToArray().ShouldBe(expected.WrittenSpan.ToArray());
    }

    [Fact]
    public async Task Little_fits_a_block_of_the_servers_and_much_takes_few_long_ones()
    {
        (await BlocksOf(1, 1000)).ShouldBe([1000]);
        // Nobody knows yet that there is more than fits the first block.
        var first = await BlocksOf(15, 1000);
        first.Length.ShouldBe(2);
        first.Sum().ShouldBe(15_000);
        (await BlocksOf(15, 1000)).ShouldBe([15_000]);
        (await BlocksOf(1, 1000)).Sum().ShouldBe(1000);
        (await BlocksOf(1, 1000)).ShouldBe([1000]);
    }

    [Fact]
    public async Task Nothing_is_flushed_where_nothing_was_written()
    {
        await _output.FlushAsync(default);
        _pipe.Writer.UnflushedBytes.ShouldBe(0);
        _pipe.Reader.TryRead(out _).ShouldBeFalse();
    }

    private async Task<int[]> BlocksOf(int pieces, int size)
    {
        for (var i = 0; i < pieces; i++)
            _output.Write(new byte[size]);
        await _output.FlushAsync(default);
        var read = await _pipe.Reader.ReadAsync();
        var blocks = new List<int>();
        foreach (var block in read.Buffer)
            blocks.Add(block.Length);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
        return [.. blocks];
    }
}
